using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Dispatch.Data.Sqlite;

internal sealed class SqliteDispatchDbContext(DbContextOptions options) : DispatchDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteDispatchDbContext>
    {
        public SqliteDispatchDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
    }
}

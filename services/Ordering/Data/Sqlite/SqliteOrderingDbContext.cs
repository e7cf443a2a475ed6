using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Ordering.Data.Sqlite;

internal sealed class SqliteOrderingDbContext(DbContextOptions options) : OrderingDbContext(options);

internal sealed class SqliteOrderingDesign : IDesignTimeDbContextFactory<SqliteOrderingDbContext>
{
    public SqliteOrderingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder().UseSqlite("Data Source=design.db").Options);
}

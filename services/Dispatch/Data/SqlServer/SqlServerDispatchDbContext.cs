using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Dispatch.Data.SqlServer;

internal sealed class SqlServerDispatchDbContext(DbContextOptions options) : DispatchDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerDispatchDbContext>
    {
        public SqlServerDispatchDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder().UseSqlServer("Server=design-time").Options);
    }
}

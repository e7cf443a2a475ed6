using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Ordering.Data.SqlServer;

internal sealed class SqlServerOrderingDbContext(DbContextOptions options) : OrderingDbContext(options);

internal sealed class SqlServerOrderingDesign : IDesignTimeDbContextFactory<SqlServerOrderingDbContext>
{
    public SqlServerOrderingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder().UseSqlServer("Server=design").Options);
}

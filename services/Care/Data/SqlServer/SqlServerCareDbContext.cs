using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Care.Data.SqlServer;

internal sealed class SqlServerCareDbContext(DbContextOptions options) : CareDbContext(options);

internal sealed class SqlServerCareDbContextFactory : IDesignTimeDbContextFactory<SqlServerCareDbContext>
{
    public SqlServerCareDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlServer("Server=design").Options);
}

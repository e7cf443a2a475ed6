using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Registry.Data.SqlServer;

internal sealed class SqlServerRegistryDbContext(DbContextOptions options) : RegistryDbContext(options);

internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerRegistryDbContext>
{
    public SqlServerRegistryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder().UseSqlServer("Server=design").Options);
}

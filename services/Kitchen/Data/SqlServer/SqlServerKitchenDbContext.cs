using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Kitchen.Data.SqlServer;

internal sealed class SqlServerKitchenDbContext(DbContextOptions options) : KitchenDbContext(options);

internal sealed class SqlServerKitchenDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerKitchenDbContext>
{
    public SqlServerKitchenDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlServer("Server=design").Options);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Kitchen.Data.Sqlite;

internal sealed class SqliteKitchenDbContext(DbContextOptions options) : KitchenDbContext(options);

internal sealed class SqliteKitchenDesignTimeFactory : IDesignTimeDbContextFactory<SqliteKitchenDbContext>
{
    public SqliteKitchenDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=design.db").Options);
}

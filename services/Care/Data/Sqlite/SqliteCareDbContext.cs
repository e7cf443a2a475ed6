using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Care.Data.Sqlite;

internal sealed class SqliteCareDbContext(DbContextOptions options) : CareDbContext(options);

internal sealed class SqliteCareDbContextFactory : IDesignTimeDbContextFactory<SqliteCareDbContext>
{
    public SqliteCareDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=design.db").Options);
}

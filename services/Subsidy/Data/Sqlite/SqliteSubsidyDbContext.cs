using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Subsidy.Data.Sqlite;

internal sealed class SqliteSubsidyDbContext(DbContextOptions options) : SubsidyDbContext(options);

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqliteSubsidyDesign : IDesignTimeDbContextFactory<SqliteSubsidyDbContext>
{
    public SqliteSubsidyDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=design.db").Options);
}

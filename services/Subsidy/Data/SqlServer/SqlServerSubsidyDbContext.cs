using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MealDispatch.Subsidy.Data.SqlServer;

internal sealed class SqlServerSubsidyDbContext(DbContextOptions options) : SubsidyDbContext(options);

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqlServerSubsidyDesign : IDesignTimeDbContextFactory<SqlServerSubsidyDbContext>
{
    public SqlServerSubsidyDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlServer("Server=design").Options);
}

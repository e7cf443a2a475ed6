using MealDispatch.Ordering.Data.Sqlite;
using MealDispatch.Ordering.Data.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Tests;

public sealed class PersistenceTests
{
    [Fact]
    public void Migration_OfEachProvider_IsWhatTheModelSays()
    {
        using var sqlite = new SqliteOrderingDesign().CreateDbContext([]);
        using var sqlServer = new SqlServerOrderingDesign().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(sqlServer.Database.HasPendingModelChanges());
    }

    [Fact]
    public void OpenOrderOfAMealAndEntryOfAnOrder_AreUniqueInBothProviders()
    {
        using var sqlite = new SqliteOrderingDesign().CreateDbContext([]);
        using var sqlServer = new SqlServerOrderingDesign().CreateDbContext([]);
        foreach (var script in new[] { sqlite.Database.GenerateCreateScript(), sqlServer.Database.GenerateCreateScript() })
        {
            var lines = script.Split('\n');
            Assert.Contains(lines, l => l.Contains("CREATE UNIQUE INDEX", StringComparison.Ordinal) && l.Contains("WHERE HoldsMeal = 1", StringComparison.Ordinal));
            Assert.Contains(lines, l => l.Contains("CREATE UNIQUE INDEX", StringComparison.Ordinal) && l.Contains("WHERE OrderId IS NOT NULL", StringComparison.Ordinal));
            Assert.Contains("CHECK (BalanceFen >= 0)", script, StringComparison.Ordinal);
        }
    }
}

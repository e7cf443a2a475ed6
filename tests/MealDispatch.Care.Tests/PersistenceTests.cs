using MealDispatch.Care.Data.Sqlite;
using MealDispatch.Care.Data.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Tests;

public sealed class PersistenceTests
{
    [Fact]
    public void Migration_OfEachProvider_IsWhatTheModelSays()
    {
        using var sqlite = new SqliteCareDbContextFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerCareDbContextFactory().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(sqlServer.Database.HasPendingModelChanges());
    }

    [Fact]
    public void OpenAlertOfADelivery_IsUniqueInBothProviders()
    {
        using var sqlite = new SqliteCareDbContextFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerCareDbContextFactory().CreateDbContext([]);
        Assert.Contains("CREATE UNIQUE INDEX \"IX_alerts_DeliveryId\" ON \"alerts\" (\"DeliveryId\") WHERE Status = 'Open' AND DeliveryId IS NOT NULL", sqlite.Database.GenerateCreateScript(), StringComparison.Ordinal);
        Assert.Contains("CREATE UNIQUE INDEX [IX_alerts_DeliveryId] ON [alerts] ([DeliveryId]) WHERE Status = 'Open' AND DeliveryId IS NOT NULL", sqlServer.Database.GenerateCreateScript(), StringComparison.Ordinal);
    }
}

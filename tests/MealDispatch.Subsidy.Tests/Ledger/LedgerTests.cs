using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Data.Sqlite;
using MealDispatch.Subsidy.Data.SqlServer;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Ledger;

public sealed class LedgerTests : IAsyncLifetime
{
    private ATown town = null!;

    public async Task InitializeAsync()
    {
        var factory = new SubsidyFactory();
        await factory.InitializeAsync();
        town = await ATown.OpenAsync(factory);
        for (var i = 0; i < 3; i++)
        {
            var order = town.AnOrder();
            await town.PlaceAsync(order);
            await town.ServeAsync(order);
        }
    }

    public Task DisposeAsync() => ((IAsyncLifetime)town.Factory).DisposeAsync();

    [Fact]
    public async Task Verify_OfAnUntouchedLedger_IsWell() => Assert.Equal("""{"ok":true,"entries":6,"blocks":6,"firstBadEntry":null}""", await VerifyAsync());

    [Theory]
    [InlineData("UPDATE ledger_postings SET AmountFen = AmountFen * 2 WHERE EntryNumber = 3", 3)]
    [InlineData("UPDATE ledger_postings SET Account = 'granted:HX99' WHERE EntryNumber = 4 AND Account = 'granted:HX01'", 4)]
    [InlineData("UPDATE ledger_postings SET AmountFen = AmountFen + 1 WHERE EntryNumber = 6 AND Line = 1", 6)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 2", 2)]
    [InlineData("UPDATE ledger_entries SET At = '2030-01-01 00:00:00' WHERE Number = 5", 5)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 6; DELETE FROM ledger_entries WHERE Number = 6", 6)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 1; DELETE FROM ledger_entries WHERE Number = 1", 1)]
    public async Task Verify_AfterSomebodyChangedTheFile_NamesTheFirstBadEntry(string tampering, long firstBad)
    {
        await using (var db = town.Factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read())
            await db.Database.ExecuteSqlRawAsync(tampering);

        var verification = JsonNode.Parse(await VerifyAsync())!;

        Assert.False((bool)verification["ok"]!);
        Assert.Equal(firstBad, (long)verification["firstBadEntry"]!);
    }

    [Fact]
    public async Task Entries_AreListedByAccount_AndBalance()
    {
        var all = (await town.Auditor.GetJsonAsync("/api/subsidy/ledger?from=2025-07-01&to=2025-07-01"))["items"]!.AsArray();
        var granted = (await town.Auditor.GetJsonAsync("/api/subsidy/ledger?account=granted:HX01&limit=2"))!;

        Assert.Equal(6, all.Count);
        Assert.All(all, entry => Assert.Equal(0, entry!["postings"]!.AsArray().Sum(p => (long)p!["amountFen"]!)));
        Assert.Equal(["consume", "consume"], granted["items"]!.AsArray().Select(e => (string)e!["kind"]!));
        var rest = await town.Auditor.GetJsonAsync($"/api/subsidy/ledger?account=granted:HX01&limit=2&after={granted["next"]}");
        Assert.Single(rest["items"]!.AsArray());
        Assert.Empty((await town.Auditor.GetJsonAsync("/api/subsidy/ledger?from=2025-07-02"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Posting_ThatIsChangedInCode_IsNotSaved()
    {
        var database = town.Factory.Services.GetRequiredService<Database<SubsidyDbContext>>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            async unit => unit.Db.LedgerPostings.Remove(await unit.Db.LedgerPostings.FirstAsync()), CancellationToken.None));
    }

    [Fact]
    public void Rights_AreUniqueInTheScriptsOfBothProviders()
    {
        foreach (var script in new[] { Script(new SqliteSubsidyDesign().CreateDbContext([])), Script(new SqlServerSubsidyDesign().CreateDbContext([])) })
        {
            Assert.Matches("CREATE UNIQUE INDEX .ux_day_rights_day. ON .*PlaceInDay.\\) WHERE Status <> 'Released'", script);
            Assert.Matches("CREATE UNIQUE INDEX .ux_day_rights_meal_period. ON .*PlaceInMealPeriod.\\) WHERE Status <> 'Released'", script);
        }

        static string Script(SubsidyDbContext db)
        {
            using (db)
            {
                Assert.False(db.Database.HasPendingModelChanges());
                return db.Database.GenerateCreateScript();
            }
        }
    }

    private async Task<string> VerifyAsync() => (await (await town.Auditor.PostAsync("/api/subsidy/ledger/verify", null)).JsonAsync()).ToJsonString();
}

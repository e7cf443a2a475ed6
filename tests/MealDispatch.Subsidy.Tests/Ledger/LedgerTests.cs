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
    public async Task Verify_OfAnUntouchedLedger_IsWell() => Assert.Equal("""{"ok":true,"entries":7,"blocks":0,"firstBadEntry":null}""", await VerifyAsync());

    [Fact]
    public async Task Entries_AreListedByAccount_AndBalance()
    {
        var all = (await town.Auditor.GetJsonAsync("/api/subsidy/ledger?from=2025-07-01&to=2025-07-01"))["items"]!.AsArray();
        var granted = (await town.Auditor.GetJsonAsync("/api/subsidy/ledger?account=granted:HX01&limit=2"))!;

        Assert.Equal(7, all.Count);
        Assert.All(all, entry => Assert.Equal(0, entry!["postings"]!.AsArray().Sum(p => (long)p!["amountFen"]!)));
        Assert.Equal(["consume", "consume"], granted["items"]!.AsArray().Select(e => (string)e!["kind"]!));
        var rest = await town.Auditor.GetJsonAsync($"/api/subsidy/ledger?account=granted:HX01&limit=2&after={granted["next"]}");
        Assert.Single(rest["items"]!.AsArray());
        Assert.Empty((await town.Auditor.GetJsonAsync("/api/subsidy/ledger?from=2025-07-02"))["items"]!.AsArray());
        var dated = await town.Auditor.GetJsonAsync("/api/subsidy/ledger?account=granted:HX01&from=2025-07-01");
        Assert.Equal(granted["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(e => e!.ToJsonString()), dated["items"]!.AsArray().Select(e => e!.ToJsonString()));
        Assert.Empty((await town.Auditor.GetJsonAsync("/api/subsidy/ledger?account=granted:HX01&to=2025-06-30"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Entries_AsAFile_AreThoseOfTheFilter_ALineForEachPosting()
    {
        var csv = await (await town.Auditor.GetAsync("/api/subsidy/ledger.csv?account=granted:HX01&to=2025-07-01")).Content.ReadAsStringAsync();
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(7, lines.Length);
        Assert.Equal(3, lines.Count(l => l.Contains(",核销,granted:HX01,6.00,", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(l => l.Contains($",核销,reserved:{town.Scheme},-6.00,", StringComparison.Ordinal)));
        var xlsx = await (await town.Auditor.GetAsync("/api/subsidy/ledger.xlsx?account=granted:HX01")).Content.ReadAsByteArrayAsync();
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString(xlsx[..2]));
        await (await town.Auditor.GetAsync("/api/subsidy/ledger.csv?from=then")).ProblemAsync(400, "request.invalid");
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

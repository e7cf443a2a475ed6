using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Ledger.Sealing;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Ledger;

public sealed class SealingTests : IAsyncLifetime
{
    private readonly SubsidyFactory factory = new();
    private ATown town = null!;

    public async Task InitializeAsync()
    {
        await factory.InitializeAsync();
        town = await ATown.OpenAsync(factory);
        await town.PlaceAsync(town.AnOrder());
    }

    public Task DisposeAsync() => ((IAsyncLifetime)factory).DisposeAsync();

    [Fact]
    public async Task SealedTwice_AndAtOnce_MakesOneBlock()
    {
        await Task.WhenAll(factory.RunJobAsync<SealLedgerJob>(), factory.RunJobAsync<SealLedgerJob>());
        await factory.RunJobAsync<SealLedgerJob>();

        var verification = await (await town.Auditor.PostAsync("/api/subsidy/ledger/verify", null)).JsonAsync();
        Assert.Equal("""{"ok":true,"entries":2,"blocks":1,"firstBadEntry":null}""", verification.ToJsonString());
    }

    [Fact]
    public async Task Head_IsSignedByTheKeyThatIsOffered()
    {
        Assert.Equal(404, (int)(await town.Auditor.GetAsync("/api/subsidy/ledger/head")).StatusCode);
        await factory.RunJobAsync<SealLedgerJob>();

        var head = await town.Auditor.GetJsonAsync("/api/subsidy/ledger/head");
        using var key = ECDsa.Create();
        key.ImportFromPem((string)head["publicKey"]!);

        Assert.Equal((1, 2), ((long)head["block"]!, (long)head["lastEntry"]!));
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes((string)head["signed"]!), Convert.FromHexString((string)head["signature"]!), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task EarlierListOfHeads_IsTheBeginningOfALaterOne()
    {
        await factory.RunJobAsync<SealLedgerJob>();
        var earlier = await town.Auditor.GetStringAsync("/api/subsidy/ledger/heads");
        await town.PlaceAsync(town.AnOrder());
        await factory.RunJobAsync<SealLedgerJob>();

        var later = await town.Auditor.GetStringAsync("/api/subsidy/ledger/heads");

        Assert.StartsWith(earlier, later, StringComparison.Ordinal);
        Assert.True(later.Length > earlier.Length);
    }

    [Fact]
    public async Task ChangedEntry_IsNeverSigned()
    {
        await ExecuteAsync("DROP TRIGGER ledger_postings_no_update; UPDATE ledger_postings SET AmountFen = 2 * AmountFen WHERE EntryNumber = 2");

        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => factory.RunJobAsync<SealLedgerJob>());

        Assert.Equal(2, broken.Entry);
        Assert.Equal(404, (int)(await town.Auditor.GetAsync("/api/subsidy/ledger/head")).StatusCode);
    }

    [Theory]
    [InlineData("UPDATE ledger_entries SET Reason = 'x'")]
    [InlineData("DELETE FROM ledger_entries WHERE Number = 2")]
    [InlineData("UPDATE ledger_postings SET AmountFen = 0")]
    [InlineData("DELETE FROM ledger_postings")]
    [InlineData("UPDATE ledger_blocks SET LastEntry = 9")]
    [InlineData("DELETE FROM ledger_blocks")]
    [InlineData("UPDATE ledger_heads SET KeyId = 'x'")]
    [InlineData("DELETE FROM ledger_heads")]
    [InlineData("UPDATE ledger_accounts SET BalanceFen = 0")]
    [InlineData("DELETE FROM ledger_accounts")]
    public async Task Database_RefusesToChangeWhatWasPosted(string sql)
    {
        await factory.RunJobAsync<SealLedgerJob>();

        var refused = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(sql));

        Assert.Contains("only added to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SqlServer_HasATriggerPerTable()
    {
        var script = string.Join('\n', LedgerTriggers.SqlServer());

        Assert.All(
            (string[])["ledger_entries", "ledger_postings", "ledger_blocks", "ledger_heads"],
            table => Assert.Contains($"ON {table} INSTEAD OF UPDATE, DELETE", script, StringComparison.Ordinal));
        Assert.Contains("ON ledger_accounts AFTER UPDATE, DELETE", script, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using LedgerVerifier;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Data.Sqlite;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Ledger.ExportLedger;
using MealDispatch.Subsidy.Ledger.Reading;
using MealDispatch.Subsidy.Ledger.Sealing;
using MealDispatch.Subsidy.Ledger.VerifyLedger;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Ledger;

/// <summary>
/// A ledger of three sealed blocks and some entries that are in none, changed directly in its file (triggers dropped, checks off):
/// the service and the separate verifier must both find it and name the same entry.
/// </summary>
public sealed class TamperingTests(TamperingTests.ALedger ledger) : IClassFixture<TamperingTests.ALedger>
{
    private static readonly int Trials = Requirements.FullScope ? 1000 : 120;

    [Fact]
    public async Task UntouchedLedger_IsWell()
    {
        var (service, verifier) = await ledger.CheckAsync("");

        Assert.Equal((true, ALedger.Entries, 3, null), (service.Ok, service.Entries, service.Blocks, service.FirstBadEntry));
        Assert.Equal((true, ALedger.Entries, 3, null), (verifier.Ok, verifier.Entries, verifier.Blocks, verifier.FirstBadEntry));
    }

    /// <summary>Of every kind at every place: edits of each column, deletions, insertions, swaps.</summary>
    [Fact]
    public async Task AnySingleChange_IsFoundByBoth()
    {
        var random = new Random(20250701);
        var missed = new List<string>();
        for (var trial = 0; trial < Trials; trial++)
        {
            var tampering = new Tampering(random, ledger);
            var (service, verifier) = await ledger.CheckAsync(tampering.Sql);
            if (service.Ok || verifier.Ok || service.FirstBadEntry != verifier.FirstBadEntry || (tampering.Entry is { } entry && service.FirstBadEntry != entry))
                missed.Add($"{tampering.Sql} [{tampering.Entry}]: service {service.FirstBadEntry}, verifier {verifier}");
        }

        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    [Theory]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 9; DELETE FROM ledger_entries WHERE Number = 9", 9)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 1; DELETE FROM ledger_entries WHERE Number = 1", 1)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber = 25; DELETE FROM ledger_entries WHERE Number = 25", 25)]
    [InlineData("DELETE FROM ledger_postings WHERE EntryNumber >= 24; DELETE FROM ledger_entries WHERE Number >= 24", 24)]
    [InlineData("DELETE FROM ledger_postings; DELETE FROM ledger_entries; DELETE FROM ledger_blocks; DELETE FROM ledger_heads", 1)]
    [InlineData("DELETE FROM ledger_blocks WHERE Number = 3", 16)]
    [InlineData("DELETE FROM ledger_heads WHERE BlockNumber = 2", 8)]
    [InlineData("DELETE FROM ledger_blocks WHERE Number = 2; DELETE FROM ledger_heads WHERE BlockNumber = 2", 8)]
    [InlineData("UPDATE ledger_postings SET AmountFen = AmountFen * 2 WHERE EntryNumber = 5", 5)]
    [InlineData("UPDATE ledger_postings SET AmountFen = '600 fen' WHERE EntryNumber = 5 AND AmountFen = 600", 5)]
    [InlineData("UPDATE ledger_postings SET Account = Account || char(9) || '1' WHERE EntryNumber = 24 AND Line = 1", 24)]
    [InlineData("UPDATE ledger_entries SET Reason = '' WHERE Number = 10", 10)]
    [InlineData("UPDATE budgets SET GrantedFen = GrantedFen + 1", 24)]
    [InlineData("UPDATE budgets SET Fen = Fen + 1", 1)]
    public async Task Change_NamesItsEntry(string sql, long firstBad)
    {
        var (service, verifier) = await ledger.CheckAsync(sql);

        Assert.Equal((false, firstBad), (service.Ok, service.FirstBadEntry ?? 0));
        if (!sql.Contains("budgets", StringComparison.Ordinal))
            Assert.Equal((false, firstBad), (verifier.Ok, verifier.FirstBadEntry ?? 0));
    }

    /// <summary>With the database but without the key: every seal, hash and balance after the change made anew, all consistent.</summary>
    [Fact]
    public async Task ChainMadeAnewWithoutTheKey_IsFoundAtItsBlock()
    {
        var (service, verifier) = await ledger.CheckAsync(
            """
            UPDATE ledger_postings SET AmountFen = AmountFen - 100 WHERE EntryNumber = 10 AND AmountFen < 0;
            UPDATE ledger_postings SET AmountFen = AmountFen + 100 WHERE EntryNumber = 10 AND AmountFen > 0;
            """,
            Remake);

        Assert.Equal((8, 8), (service.FirstBadEntry, verifier.FirstBadEntry));
    }

    [Fact]
    public async Task ExportCutOff_OrSignedByAnotherKey_OrWithoutAKeptHead_IsRefused()
    {
        var export = await ledger.ExportAsync("");
        var kept = await ledger.KeptHeadsAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var shortened = await ledger.ExportAsync("DELETE FROM ledger_blocks WHERE Number = 3; DELETE FROM ledger_heads WHERE BlockNumber = 3");

        Assert.True(Verifier.Check(new MemoryStream(export), ledger.Signing.PublicKey, kept).Ok);
        Assert.False(Verifier.Check(new MemoryStream(export[..^20]), null, []).Ok);
        Assert.False(Verifier.Check(new MemoryStream(export), other.ExportSubjectPublicKeyInfo(), []).Ok);
        Assert.True(Verifier.Check(new MemoryStream(shortened), null, []).Ok);
        Assert.False(Verifier.Check(new MemoryStream(shortened), null, kept).Ok);
    }

    private static void Remake(SqliteConnection connection)
    {
        using var db = new SqliteSubsidyDbContext(new DbContextOptionsBuilder().UseSqlite(connection).Options);
        var entries = db.LedgerEntries.AsNoTracking().Include(e => e.Postings).OrderBy(e => e.Number).ToList();
        var seal = LedgerLine.Nothing;
        foreach (var entry in entries)
        {
            seal = entry.SealedAfter(seal).Seal;
            Execute(connection, $"UPDATE ledger_entries SET Seal = x'{Convert.ToHexString(seal)}' WHERE Number = {entry.Number.ToString(CultureInfo.InvariantCulture)}");
        }

        var previous = LedgerLine.Nothing;
        foreach (var block in db.LedgerBlocks.AsNoTracking().OrderBy(b => b.Number).ToList())
        {
            var head = db.LedgerHeads.AsNoTracking().Single(h => h.BlockNumber == block.Number);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(LedgerLine.BlockHeader(block.Number, block.FirstEntry, block.LastEntry, previous));
            foreach (var entry in entries.Where(e => e.Number >= block.FirstEntry && e.Number <= block.LastEntry))
                hash.AppendData([.. LedgerLine.Of(entry), (byte)'\t', .. System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(entry.Seal)), (byte)'\n']);
            var made = hash.GetHashAndReset();
            Execute(connection, $"UPDATE ledger_blocks SET Hash = x'{Convert.ToHexString(made)}', Previous = x'{Convert.ToHexString(previous)}' WHERE Number = {block.Number.ToString(CultureInfo.InvariantCulture)}");
            previous = LedgerLine.HashOfHead(
                LedgerLine.Head(block.Number, block.FirstEntry, block.LastEntry, previous, made, LedgerLine.Time(head.SealedAt.ToDateTimeUtc()), head.KeyId), head.Signature);
        }

        Execute(connection, "UPDATE ledger_accounts SET BalanceFen = (SELECT sum(AmountFen) FROM ledger_postings p WHERE p.Account = ledger_accounts.Account)");
        Execute(connection, "UPDATE budgets SET ReservedFen = ReservedFen - (ReservedFen + GrantedFen + (SELECT BalanceFen FROM ledger_accounts WHERE Account = 'budget:' || Code))");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One random change; <see cref="Entry"/> is the entry that must be named, null where only both must agree.</summary>
    private sealed class Tampering
    {
        private static readonly (string Table, string Key, string[] Columns)[] Tables =
        [
            ("ledger_entries", "Number", ["Number", "At", "Kind", "Subdistrict", "OrderId", "DecisionId", "Cause", "By", "Reason", "Seal"]),
            ("ledger_postings", "EntryNumber", ["EntryNumber", "Line", "Account", "AmountFen"]),
            ("ledger_accounts", "LastEntry", ["Subdistrict", "Account", "BalanceFen", "LastEntry"]),
            ("ledger_blocks", "Number", ["Number", "Format", "FirstEntry", "LastEntry", "Previous", "Hash"]),
            ("ledger_heads", "BlockNumber", ["BlockNumber", "SealedAt", "KeyId", "Signature"]),
        ];

        public Tampering(Random random, ALedger ledger)
        {
            var (table, key, columns) = Tables[random.Next(Tables.Length)];
            var rows = ledger.RowsOf(table);
            var row = rows[random.Next(rows.Count)];
            var column = columns[random.Next(columns.Length)];
            var isEntry = table is "ledger_entries" or "ledger_postings";
            Entry = isEntry ? (long)row[key] : null;
            switch (random.Next(4))
            {
                case 0:
                    Sql = $"DELETE FROM {table} WHERE rowid = {row["rowid"]}";
                    break;
                case 1:
                    var copied = columns.Select(c => c == columns[0] || (table == "ledger_accounts" && c == "Account") ? New(random, row[c]) : Literal(row[c]));
                    Sql = $"INSERT INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", copied)})";
                    Entry = null;
                    break;
                case 2 when rows.Where(r => !Equals(Literal(r[column]), Literal(row[column]))).ToList() is { Count: > 0 } others && column != columns[0] && column != "Line" && column != "Account":
                    var other = others[random.Next(others.Count)];
                    Sql = $"UPDATE {table} SET \"{column}\" = {Literal(other[column])} WHERE rowid = {row["rowid"]}; UPDATE {table} SET \"{column}\" = {Literal(row[column])} WHERE rowid = {other["rowid"]}";
                    Entry = isEntry ? Math.Min((long)row[key], (long)other[key]) : null;
                    break;
                default:
                    Sql = $"UPDATE {table} SET \"{column}\" = {New(random, row[column])} WHERE rowid = {row["rowid"]}";
                    Entry = column is "Number" or "EntryNumber" ? null : Entry;
                    break;
            }
        }

        public string Sql { get; }

        public long? Entry { get; }

        private static string Names(string[] columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

        private static string Literal(object value) => value switch
        {
            DBNull => "NULL",
            byte[] bytes => $"x'{Convert.ToHexString(bytes)}'",
            long number => number.ToString(CultureInfo.InvariantCulture),
            var text => $"'{text}'",
        };

        private static string New(Random random, object value)
        {
            switch (value)
            {
                case DBNull:
                    return "'x'";
                case long number:
                    return (number + (random.Next(2) == 0 ? 1000 + random.Next(1000) : -1000 - random.Next(1000))).ToString(CultureInfo.InvariantCulture);
                case byte[] bytes:
                    var changed = (byte[])bytes.Clone();
                    changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                    return Literal(changed);
                default:
                    var text = ((string)value).ToCharArray();
                    var at = random.Next(text.Length);
                    text[at] = text[at] == '7' ? '8' : '7';
                    return Literal(new string(text));
            }
        }
    }

    /// <summary>25 entries: 1–7, 8–15 and 16–21 sealed, 22–25 not.</summary>
    public sealed class ALedger : IAsyncLifetime
    {
        public const long Entries = 25;

        private readonly SubsidyFactory factory = new();
        private readonly string directory = Directory.CreateTempSubdirectory("mealdispatch-ledger-").FullName;
        private readonly Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, object>>> rows = [];
        private int copies;

        internal LedgerSigning Signing => factory.Services.GetRequiredService<LedgerSigning>();

        private string Original => Path.Combine(directory, "original.db");

        public async Task InitializeAsync()
        {
            await factory.InitializeAsync();
            var town = await ATown.OpenAsync(factory);
            for (var i = 0; i < 12; i++)
            {
                var order = town.AnOrder(foodFen: 1200 + (10 * i), site: $"HX0{(i % 3) + 1}");
                await town.PlaceAsync(order);
                await (i % 5 == 4 ? town.CancelAsync(order) : town.ServeAsync(order));
                if (i is 2 or 6 or 9)
                    await SealUpToAsync();
            }

            CopyTo(Original);
        }

        public async Task DisposeAsync()
        {
            await ((IAsyncLifetime)factory).DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }

        internal IReadOnlyList<IReadOnlyDictionary<string, object>> RowsOf(string table)
        {
            if (rows.TryGetValue(table, out var known))
                return known;
            using var connection = Open(Original);
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT rowid AS rowid, * FROM {table}";
            using var reader = command.ExecuteReader();
            var read = new List<IReadOnlyDictionary<string, object>>();
            while (reader.Read())
                read.Add(Enumerable.Range(0, reader.FieldCount).GroupBy(i => i == 0 ? "rowid" : reader.GetName(i)).ToDictionary(c => c.Key, c => reader.GetValue(c.First())));
            return rows[table] = read;
        }

        internal async Task<(LedgerVerification Service, Verdict Verifier)> CheckAsync(string sql, Action<SqliteConnection>? more = null)
        {
            var file = Changed(sql, more);
            await using var db = Context(file);
            var service = await VerifyLedgerEndpoint.VerifyAsync(db, Signing, CancellationToken.None);
            var verifier = Verifier.Check(new MemoryStream(await ExportAsync(db)), null, []);
            File.Delete(file);
            return (service, verifier);
        }

        internal async Task<byte[]> ExportAsync(string sql)
        {
            await using var db = Context(Changed(sql, null));
            return await ExportAsync(db);
        }

        internal async Task<IReadOnlyList<string>> KeptHeadsAsync()
        {
            var auditor = await factory.SignedInAsync(Contracts.Role.Auditor);
            var heads = await auditor.GetStringAsync("/api/subsidy/ledger/heads");
            return [.. heads.Split('\n').Where(line => line.StartsWith("S\t", StringComparison.Ordinal))];
        }

        private static SqliteSubsidyDbContext Context(string file) => new(new DbContextOptionsBuilder().UseSqlite($"Data Source={file};Pooling=False").Options);

        private static SqliteConnection Open(string file)
        {
            var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            return connection;
        }

        private string Changed(string sql, Action<SqliteConnection>? more)
        {
            var file = Path.Combine(directory, $"{++copies}.db");
            File.Copy(Original, file);
            using var connection = Open(file);
            Execute(connection, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + sql);
            more?.Invoke(connection);
            return file;
        }

        private async Task<byte[]> ExportAsync(SubsidyDbContext db)
        {
            using var snapshot = LedgerSnapshot.Of(db);
            var export = new MemoryStream();
            await new LedgerExport(snapshot, Signing, export).WriteAsync(CancellationToken.None);
            return export.ToArray();
        }

        private Task SealUpToAsync() => factory.RunJobAsync<SealLedgerJob>();

        private void CopyTo(string file)
        {
            using var db = factory.Services.GetRequiredService<Database<SubsidyDbContext>>().Read();
            db.Database.OpenConnection();
            using var target = Open(file);
            ((SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(target);
            Execute(target, "PRAGMA journal_mode = DELETE");
            foreach (var trigger in LedgerTriggers.Sqlite().Select(sql => sql.Split(' ')[5]))
                Execute(target, $"DROP TRIGGER {trigger}");
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Benchmarks;

/// <summary>
/// Fills the demonstration town's ledger as a year of meals would, four in five for the town, one for another: an entry that reserves
/// and one that consumes per meal, its decision, a signed block every ten thousand entries, the balances. The bytes that blocks are
/// hashed over go into a flat file as well.
/// </summary>
internal sealed class LedgerFile
{
    private const int EntriesPerBlock = 10_000;
    private const int MealsPerTransaction = 50_000;
    private const int Days = 365;
    /// <summary>So small that the demonstration's budget lasts for ten million entries.</summary>
    private const long Fen = 10;
    /// <summary>As long as those of a usual meal.</summary>
    private const int JsonLength = 1_500;

    private readonly SqliteConnection connection;
    private readonly LedgerSigning signing;
    private readonly string flatFile;
    private readonly Instant start;
    private readonly string facts;
    private readonly string outcome;
    private readonly Dictionary<(string Subdistrict, string Account), (long Fen, long Last)> balances = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> lines = [];
    private byte[] seal = LedgerLine.Nothing;
    private byte[] previous = LedgerLine.Nothing;
    private long number;
    private long blocks;

    public LedgerFile(SqliteConnection connection, IServiceProvider services, string flatFile)
    {
        this.connection = connection;
        this.flatFile = flatFile;
        signing = services.GetRequiredService<LedgerSigning>();
        LastDay = services.GetRequiredService<Town>().DateOf(services.GetRequiredService<IClock>().GetCurrentInstant());
        start = LastDay.PlusDays(1 - Days).AtMidnight().InUtc().ToInstant() + Duration.FromHours(3);
        var decided = new SubsidyFacts(
            new ResidentFacts(ResidentStatus.Active, LastDay.PlusYears(-80), []), DemoTown.Canteens[0], LastDay, MealPeriod.Lunch, Fulfilment.Delivery, 1200, 300, [], new Dictionary<string, Usage>(), []);
        facts = StoredFacts.Write(decided).PadRight(JsonLength);
        outcome = JsonSerializer.Serialize(SubsidyEngine.Decide(decided), EngineJson.Options).PadRight(JsonLength);
    }

    /// <summary>The year's last day: today.</summary>
    public LocalDate LastDay { get; }

    /// <param name="count">Entries to add; the one that opened the budget is there.</param>
    public void Fill(int count)
    {
        Execute("PRAGMA synchronous = OFF");
        Execute("BEGIN");
        using var entry = Command("INSERT INTO ledger_entries (Number, At, Kind, Subdistrict, OrderId, DecisionId, Seal) VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
        using var posting = Command("INSERT INTO ledger_postings (EntryNumber, Line, Account, AmountFen) VALUES ($1, $2, $3, $4)", 4);
        using var decision = Command(
            """
            INSERT INTO decisions (Id, OrderId, OrderNumber, ResidentId, Subdistrict, Community, SiteCode, ServiceDate, Month, MealPeriod, Channel, FoodFen,
                DeliveryFeeFen, TotalFen, Facts, Outcome, DecidedAt, State, NoShow, SettledAt, ConsumedFen, ConsumedOperatorFen, Version)
            VALUES ($1, $2, $3, $4, $5, 'c-1', $6, $7, $8, 'Lunch', 'Delivery', 1200, 300, 10, $9, $10, $11, 'Consumed', 0, $11, 10, 0, 1)
            """,
            11);
        using var flat = File.Create(flatFile, 1 << 20);
        First();
        for (var meal = 0; meal < count / 2; meal++)
        {
            var at = start + Duration.FromDays((int)((long)meal * Days / (count / 2))) + Duration.FromMilliseconds(meal % 3_600_000);
            var (own, site) = (meal % 5 != 4, DemoTown.Canteens[meal % DemoTown.Canteens.Count]);
            var (subdistrict, budget, scheme) = own ? (DemoTown.Subdistrict, DemoTown.BudgetCode, DemoTown.SchemeCode) : ("elsewhere", "elsewhere", "elsewhere");
            var (order, id) = (Guid.CreateVersion7(at.ToDateTimeOffset()), Guid.CreateVersion7(at.ToDateTimeOffset()));
            Post(LedgerKind.Reserve, new Movement(Movement.Budget(budget), -Fen), new Movement(Movement.Reserved(scheme), Fen));
            Post(LedgerKind.Consume, new Movement(Movement.Reserved(scheme), -Fen), new Movement(Movement.Granted(site), Fen));
            var day = at.InUtc().Date;
            if (meal % MealsPerTransaction == MealsPerTransaction - 1)
                Execute("COMMIT; BEGIN");
            Run(
                decision, LedgerLine.Id(id), LedgerLine.Id(order), $"N{meal}", LedgerLine.Id(order), subdistrict, site,
                day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), (day.Year * 100) + day.Month, facts, outcome, LedgerLine.Time(at.ToDateTimeUtc()));

            void Post(LedgerKind kind, params Movement[] movements)
            {
                var posted = new LedgerEntry
                {
                    Number = ++number,
                    At = at,
                    Kind = kind,
                    Subdistrict = subdistrict,
                    OrderId = order,
                    DecisionId = id,
                    Postings = [.. movements.Select((m, i) => new LedgerPosting { EntryNumber = number, Line = i + 1, Account = m.Account, AmountFen = m.Fen })],
                }.SealedAfter(seal);
                seal = posted.Seal;
                Run(entry, number, LedgerLine.Time(at.ToDateTimeUtc()), kind.ToString(), subdistrict, LedgerLine.Id(order), LedgerLine.Id(id), seal);
                foreach (var line in posted.Postings)
                {
                    Run(posting, number, line.Line, line.Account, line.AmountFen);
                    balances[(subdistrict, line.Account)] = (balances.GetValueOrDefault((subdistrict, line.Account)).Fen + line.AmountFen, number);
                }

                Line(posted, flat);
            }
        }

        Seal();
        Balances();
        Execute("COMMIT");
    }

    /// <summary>The entry that opened the demonstration's budget begins the first block.</summary>
    private void First()
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT At, Subdistrict, "By", Seal FROM ledger_entries WHERE Number = 1""";
        using var reader = command.ExecuteReader();
        reader.Read();
        seal = (byte[])reader.GetValue(3);
        number = 1;
        var content = $"1\t{reader.GetString(0)}\tOpen\t{reader.GetString(1)}\t\\N\t\\N\t\\N\t{reader.GetString(2)}\t\\N\t{Movement.Appropriation(DemoTown.Subdistrict)}\t-100000000\t{Movement.Allotted(DemoTown.BudgetCode)}\t100000000";
        lines.Add(System.Text.Encoding.UTF8.GetBytes($"{content}\t{Convert.ToHexStringLower(seal)}\n"));
    }

    private void Line(LedgerEntry posted, FileStream flat)
    {
        byte[] line = [.. LedgerLine.Of(posted), (byte)'\t', .. System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(posted.Seal)), (byte)'\n'];
        flat.Write(line);
        lines.Add(line);
        if (lines.Count == EntriesPerBlock)
            Seal();
    }

    private void Seal()
    {
        var (block, first) = (++blocks, number - lines.Count + 1);
        hash.AppendData(LedgerLine.BlockHeader(block, first, number, previous));
        foreach (var line in lines)
            hash.AppendData(line);
        lines.Clear();
        var (made, sealedAt) = (hash.GetHashAndReset(), LedgerLine.Time(start.ToDateTimeUtc()));
        var head = LedgerLine.Head(block, first, number, previous, made, sealedAt, signing.KeyId);
        var signature = signing.Sign(head);
        using (var insert = Command("INSERT INTO ledger_blocks (Number, Format, FirstEntry, LastEntry, Previous, Hash) VALUES ($1, 1, $2, $3, $4, $5)", 5))
            Run(insert, block, first, number, previous, made);
        using (var insert = Command("INSERT INTO ledger_heads (BlockNumber, SealedAt, KeyId, Signature) VALUES ($1, $2, $3, $4)", 4))
            Run(insert, block, sealedAt, signing.KeyId, signature);
        previous = LedgerLine.HashOfHead(head, signature);
    }

    private void Balances()
    {
        using var insert = Command("INSERT INTO ledger_accounts (Subdistrict, Account, BalanceFen, LastEntry) VALUES ($1, $2, $3, $4)", 4);
        foreach (var ((subdistrict, account), (fen, last)) in balances)
            Run(insert, subdistrict, account, fen, last);
        using var budget = Command("UPDATE budgets SET GrantedFen = $1 WHERE Code = $2", 2);
        var granted = -balances[(DemoTown.Subdistrict, Movement.Budget(DemoTown.BudgetCode))].Fen;
        Run(budget, granted, DemoTown.BudgetCode);
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", SqliteType.Blob));
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].ResetSqliteType();
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}

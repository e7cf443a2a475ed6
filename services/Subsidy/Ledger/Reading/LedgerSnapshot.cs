using System.Data;
using System.Globalization;
using MealDispatch.Subsidy.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace MealDispatch.Subsidy.Ledger.Reading;

/// <summary>The ledger's tables as they were at one moment, however long the reading takes and whatever is posted meanwhile.</summary>
internal abstract class LedgerSnapshot : IDisposable
{
    private const string EntryColumns = """Number, At, Kind, Subdistrict, OrderId, DecisionId, Cause, "By", Reason, Seal""";
    private const string PostingColumns = "EntryNumber, Line, Account, AmountFen";

    public static LedgerSnapshot Of(SubsidyDbContext db) => db.Database.IsSqlite()
        ? new SqliteLedgerSnapshot(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource)
        : new SqlServerLedgerSnapshot(db.Database.GetConnectionString()!);

    public abstract LedgerRows Query(string sql);

    /// <summary>Entries with their postings from one number to another, both inclusive, in the order of their keys.</summary>
    public LedgerCursor Read(long from, long to) => new(
        Query(string.Create(CultureInfo.InvariantCulture, $"SELECT {EntryColumns} FROM ledger_entries WHERE Number BETWEEN {from} AND {to} ORDER BY Number")),
        Query(string.Create(CultureInfo.InvariantCulture, $"SELECT {PostingColumns} FROM ledger_postings WHERE EntryNumber BETWEEN {from} AND {to} ORDER BY EntryNumber, Line")));

    /// <summary>As <see cref="Read"/>, in whatever order is fastest: a ledger nobody touched comes out alike.</summary>
    public virtual LedgerCursor ReadFast(long from, long to) => Read(from, to);

    public LedgerCursor ReadAll() => Read(long.MinValue, long.MaxValue);

    public long? Whole(string sql)
    {
        using var rows = Query(sql);
        return rows.Read() ? rows.Whole(0) : null;
    }

    public abstract void Dispose();

    private sealed class SqliteLedgerSnapshot : LedgerSnapshot
    {
        private const int OpenNoMutex = 0x8000;

        private readonly sqlite3 connection;

        public SqliteLedgerSnapshot(string file)
        {
            // Without a mutex: this connection is used by one thread at a time.
            Check(raw.sqlite3_open_v2(file, out connection, raw.SQLITE_OPEN_READONLY | OpenNoMutex, null));
            Check(raw.sqlite3_busy_timeout(connection, 30_000));
            Check(raw.sqlite3_exec(connection, "BEGIN"));
        }

        public override LedgerRows Query(string sql)
        {
            Check(raw.sqlite3_prepare_v2(connection, sql, out var statement));
            return new SqliteLedgerRows(connection, statement);
        }

        public override void Dispose() => connection.Dispose();

        /// <summary>
        /// By rowid, which is the order of posting: by key every row would be looked up through the key's index. What lies between
        /// two entries in the file is read with the first of them, so that no row is left out.
        /// </summary>
        public override LedgerCursor ReadFast(long from, long to)
        {
            var (first, next) = (from <= 1 ? null : FirstRow(from), FirstRow(to == long.MaxValue ? to : to + 1));
            var start = first ?? (from <= 1 ? long.MinValue : long.MaxValue);
            return new LedgerCursor(
                Scan(EntryColumns, 0b1, $"ledger_entries WHERE rowid BETWEEN {from} AND {to}"),
                Scan(PostingColumns, 0b1011, $"ledger_postings WHERE rowid >= {start} AND rowid {(next is null ? "<=" : "<")} {next ?? long.MaxValue}"));
        }

        private SqliteBatchedRows Scan(string columns, int wholes, FormattableString table) =>
            new(connection, columns.Split(", "), wholes, table.ToString(CultureInfo.InvariantCulture));

        private long? FirstRow(long entry) =>
            Whole(string.Create(CultureInfo.InvariantCulture, $"SELECT rowid FROM ledger_postings WHERE EntryNumber = {entry} AND Line = 1"));

        private void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                throw new InvalidOperationException("The ledger cannot be read: " + raw.sqlite3_errmsg(connection).utf8_to_string());
        }
    }

    private sealed class SqlServerLedgerSnapshot : LedgerSnapshot
    {
        private readonly SqlConnection connection;
        private readonly SqlTransaction transaction;

        public SqlServerLedgerSnapshot(string connectionString)
        {
            connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { MultipleActiveResultSets = true }.ConnectionString);
            connection.Open();
            transaction = connection.BeginTransaction(IsolationLevel.Snapshot);
        }

        public override LedgerRows Query(string sql)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandTimeout = 0;
            command.CommandText = sql;
            return new PlainLedgerRows(command, command.ExecuteReader());
        }

        public override void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}

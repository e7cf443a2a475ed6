using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace MealDispatch.Subsidy.Ledger.Reading;

/// <summary>
/// Rows in the order of a query, columns as UTF-8. Checking the ledger reads every row there is, ten millions and more: so this
/// goes past EF, and on SQLite past the ADO.NET reader too, which makes a string of every column.
/// </summary>
internal abstract class LedgerRows : IDisposable
{
    private byte[] joined = new byte[1024];

    protected static ReadOnlySpan<byte> Null => "\\N"u8;

    public abstract bool Read();

    /// <summary>Null when it is no whole number.</summary>
    public abstract long? Whole(int column);

    /// <summary>Valid until the next row; <c>\N</c> for NULL.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>Columns that hold text, from one to another, with a tab between; valid until the next row or call.</summary>
    public virtual ReadOnlySpan<byte> Texts(int first, int last)
    {
        var length = 0;
        for (var column = first; column <= last; column++)
        {
            var text = Text(column);
            if (length + text.Length + 1 > joined.Length)
                Array.Resize(ref joined, Math.Max(joined.Length * 2, length + text.Length + 1));
            text.CopyTo(joined.AsSpan(length));
            length += text.Length;
            joined[length++] = (byte)'\t';
        }

        return joined.AsSpan(0, length - 1);
    }

    /// <summary>Valid until the next row.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    public abstract void Dispose();
}

/// <summary>
/// SQLite's own calls. They are declared here and not taken from SQLitePCL because its wrappers guard the statement at each of
/// the some forty calls an entry takes; the statement is this object's alone.
/// </summary>
internal sealed unsafe partial class SqliteLedgerRows(sqlite3 connection, sqlite3_stmt statement) : LedgerRows
{
    private const int Row = 100;
    private const int Done = 101;
    private const int Integer = 1;
    private const int NullValue = 5;

    private readonly nint handle = statement.DangerousGetHandle();

    public override bool Read() => Step(handle) switch
    {
        Row => true,
        Done => false,
        _ => throw new InvalidOperationException("The ledger cannot be read: " + raw.sqlite3_errmsg(connection).utf8_to_string()),
    };

    public override long? Whole(int column) => ColumnType(handle, column) == Integer ? ColumnWhole(handle, column) : null;

    public override ReadOnlySpan<byte> Text(int column)
    {
        var bytes = ColumnBlob(handle, column);
        if (bytes is null)
            return ColumnType(handle, column) == NullValue ? Null : [];
        return new ReadOnlySpan<byte>(bytes, ColumnBytes(handle, column));
    }

    public override ReadOnlySpan<byte> Bytes(int column) => new(ColumnBlob(handle, column), ColumnBytes(handle, column));

    public override void Dispose() => statement.Dispose();

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    private static partial int ColumnType(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    private static partial long ColumnWhole(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    private static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    private static partial int ColumnBytes(nint statement, int column);
}

/// <summary>Any other database: values written as SQLite's columns hold them.</summary>
internal sealed class PlainLedgerRows(DbCommand command, DbDataReader reader) : LedgerRows
{
    public override bool Read() => reader.Read();

    public override long? Whole(int column) => reader.IsDBNull(column) ? null : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    public override ReadOnlySpan<byte> Text(int column) => reader.GetValue(column) switch
    {
        DBNull => Null,
        DateTime time => Encoding.UTF8.GetBytes(LedgerLine.Time(time)),
        Guid id => Encoding.UTF8.GetBytes(LedgerLine.Id(id)),
        var value => Encoding.UTF8.GetBytes((string)value),
    };

    public override ReadOnlySpan<byte> Bytes(int column) => (byte[])reader.GetValue(column);

    public override void Dispose()
    {
        reader.Dispose();
        command.Dispose();
    }
}

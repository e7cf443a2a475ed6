using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace MealDispatch.Subsidy.Ledger.Reading;

/// <summary>
/// A scan of a table whose rows SQLite hands over itself, to a function that stands as the last condition of the query. Asking for
/// each column of each row after every step costs more than the scan does. For scans in the order of the row numbers only: a query
/// that sorts would call the function before it sorts.
/// </summary>
internal sealed unsafe partial class SqliteBatchedRows : LedgerRows
{
    private const int RowsPerBatch = 256;
    private const int Utf8 = 1;
    private const int Row = 100;
    private const int Done = 101;
    private const int Integer = 1;
    private const int NullValue = 5;

    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly GCHandle self;
    private readonly int columns;
    private readonly int wholes;
    private readonly Cell[] cells;
    private byte[] bytes = new byte[RowsPerBatch * 256];
    private int used;
    private int rows;
    private int row = -1;
    private bool ended;

    /// <param name="table">The table and the range of its row numbers: <c>table WHERE …</c>.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="wholes">A bit for each column that is read as a whole number; the others are read as text or bytes.</param>
    public SqliteBatchedRows(sqlite3 connection, string[] columns, int wholes, string table)
    {
        (this.connection, this.columns, this.wholes) = (connection, columns.Length, wholes);
        cells = new Cell[RowsPerBatch * columns.Length];
        self = GCHandle.Alloc(this);
        var function = string.Create(CultureInfo.InvariantCulture, $"batch_{GCHandle.ToIntPtr(self)}");
        Check(CreateFunction(connection.DangerousGetHandle(), function, columns.Length, Utf8, GCHandle.ToIntPtr(self), &Take, 0, 0, 0));
        Check(raw.sqlite3_prepare_v2(connection, $"SELECT 1 FROM {table} AND {function}({string.Join(", ", columns)}) ORDER BY rowid", out statement));
    }

    public override bool Read()
    {
        if (++row < rows)
            return true;
        (row, rows, used) = (0, 0, 0);
        if (!ended)
        {
            var result = Step(statement.DangerousGetHandle());
            ended = result == Done;
            if (result is not (Row or Done))
                Check(result);
        }

        return rows > 0;
    }

    public override long? Whole(int column)
    {
        ref readonly var cell = ref cells[(row * columns) + column];
        return cell.Length == Cell.IsWhole ? cell.Value : null;
    }

    public override ReadOnlySpan<byte> Text(int column)
    {
        ref readonly var cell = ref cells[(row * columns) + column];
        return cell.Length == Cell.IsWhole ? Encoding.UTF8.GetBytes(cell.Value.ToString(CultureInfo.InvariantCulture)) : bytes.AsSpan((int)cell.Value, cell.Length);
    }

    public override ReadOnlySpan<byte> Texts(int first, int last)
    {
        var (start, end) = (cells[(row * columns) + first], cells[(row * columns) + last]);
        return bytes.AsSpan((int)start.Value, (int)(end.Value - start.Value) + end.Length);
    }

    public override ReadOnlySpan<byte> Bytes(int column) => Text(column);

    public override void Dispose()
    {
        statement.Dispose();
        self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Take(nint context, int count, nint* values)
    {
        var batch = Unsafe.As<SqliteBatchedRows>(GCHandle.FromIntPtr(UserData(context)).Target!);
        batch.Take(new ReadOnlySpan<nint>(values, count));
        ResultWhole(context, batch.rows == RowsPerBatch ? 1 : 0);
    }

    private void Take(ReadOnlySpan<nint> values)
    {
        var row = cells.AsSpan(rows++ * columns, columns);
        for (var i = 0; i < values.Length; i++)
            row[i] = (wholes >> i & 1) == 0 ? TakeBytes(values[i]) : ValueType(values[i]) == Integer ? new Cell(ValueWhole(values[i]), Cell.IsWhole) : default;
    }

    /// <summary>With a tab behind it, so that columns stand in the buffer as they do in a line.</summary>
    private Cell TakeBytes(nint value)
    {
        var blob = ValueBlob(value);
        var field = blob is not null ? new ReadOnlySpan<byte>(blob, ValueBytes(value)) : ValueType(value) == NullValue ? Null : [];
        var start = used;
        used += field.Length + 1;
        if (used > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used));
        field.CopyTo(bytes.AsSpan(start));
        bytes[used - 1] = (byte)'\t';
        return new Cell(start, field.Length);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new InvalidOperationException("The ledger cannot be read: " + raw.sqlite3_errmsg(connection).utf8_to_string());
    }

    /// <summary>A whole number, or where a field's bytes start.</summary>
    private readonly record struct Cell(long Value, int Length)
    {
        public const int IsWhole = -1;
    }

    /// <summary>SQLitePCL's own declaration forbids a step to call back.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_create_function_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateFunction(
        nint connection, string name, int arguments, int encoding, nint data, delegate* unmanaged[Cdecl]<nint, int, nint*, void> function, nint step, nint final, nint destroy);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_user_data"), SuppressGCTransition]
    private static partial nint UserData(nint context);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_result_int"), SuppressGCTransition]
    private static partial void ResultWhole(nint context, int value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_type"), SuppressGCTransition]
    private static partial int ValueType(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_int64"), SuppressGCTransition]
    private static partial long ValueWhole(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_blob"), SuppressGCTransition]
    private static partial byte* ValueBlob(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition]
    private static partial int ValueBytes(nint value);
}

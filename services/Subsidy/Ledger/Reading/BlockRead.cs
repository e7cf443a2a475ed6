using System.Globalization;
using System.Text;

namespace MealDispatch.Subsidy.Ledger.Reading;

/// <summary>A block with its head as the tables hold them; what is not there or not of its kind is null.</summary>
internal sealed record BlockRead(
    long? Number, long? Format, long? First, long? Last, byte[] Previous, byte[] Hash, string SealedAt, string KeyId, byte[] Signature)
{
    private const string Columns =
        "SELECT b.Number, b.Format, b.FirstEntry, b.LastEntry, b.Previous, b.Hash, h.SealedAt, h.KeyId, h.Signature FROM ledger_blocks b LEFT JOIN ledger_heads h ON h.BlockNumber = b.Number";

    public string Head => LedgerLine.Head(Number ?? 0, First ?? 0, Last ?? 0, Previous, Hash, SealedAt, KeyId);

    public byte[] HashOfHead => LedgerLine.HashOfHead(Head, Signature);

    /// <summary>Whether it can follow a block that ended before <paramref name="first"/> and whose head has this hash.</summary>
    public bool Follows(long number, long first, ReadOnlySpan<byte> previous) =>
        Number == number && Format == LedgerLine.Format && First == first && Last >= first && Previous.AsSpan().SequenceEqual(previous);

    public static IEnumerable<BlockRead> Read(LedgerSnapshot snapshot, long from, long to)
    {
        using var rows = snapshot.Query(string.Create(CultureInfo.InvariantCulture, $"{Columns} WHERE b.Number BETWEEN {from} AND {to} ORDER BY b.Number"));
        while (rows.Read())
        {
            yield return new BlockRead(
                rows.Whole(0), rows.Whole(1), rows.Whole(2), rows.Whole(3), rows.Bytes(4).ToArray(), rows.Bytes(5).ToArray(),
                Encoding.UTF8.GetString(rows.Text(6)), Encoding.UTF8.GetString(rows.Text(7)), Bytes(rows, 8));
        }
    }

    /// <summary>The last block before a number; null when there is none.</summary>
    public static BlockRead? Before(LedgerSnapshot snapshot, long number)
    {
        var before = snapshot.Whole(string.Create(CultureInfo.InvariantCulture, $"SELECT max(Number) FROM ledger_blocks WHERE Number < {number}"));
        return before is { } last ? Read(snapshot, last, last).Single() : null;
    }

    private static byte[] Bytes(LedgerRows rows, int column) => rows.Bytes(column).ToArray();
}

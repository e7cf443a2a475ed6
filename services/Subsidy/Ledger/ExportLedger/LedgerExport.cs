using System.Buffers;
using System.Globalization;
using System.Text;
using MealDispatch.Subsidy.Ledger.Reading;

namespace MealDispatch.Subsidy.Ledger.ExportLedger;

/// <summary>
/// Writes the ledger's tables as they are, in the format of <c>FORMAT.md</c>: it judges nothing and leaves nothing out, so that
/// whoever reads the file finds what is wrong with the database it came from.
/// </summary>
internal sealed class LedgerExport(LedgerSnapshot snapshot, LedgerSigning signing, Stream output)
{
    private const int PageLength = 1 << 16;

    private readonly ArrayBufferWriter<byte> page = new(PageLength);

    public async Task WriteAsync(CancellationToken ct)
    {
        Line(LedgerLine.FormatName);
        Line($"K\t{signing.KeyId}\t{Convert.ToBase64String(signing.PublicKey)}");
        var entries = 0L;
        using (var blocks = BlockRead.Read(snapshot, long.MinValue, long.MaxValue).GetEnumerator())
        using (var cursor = snapshot.ReadAll())
        {
            var (block, openUntil) = (blocks.MoveNext(), long.MinValue);
            while (cursor.Next())
            {
                for (; block && cursor.Number > openUntil && (blocks.Current.First ?? long.MinValue) <= cursor.Number; block = blocks.MoveNext())
                {
                    Block(blocks.Current);
                    openUntil = blocks.Current.Last ?? long.MinValue;
                }

                Entry(cursor);
                entries += cursor.IsStray ? 0 : 1;
                if (page.WrittenCount > PageLength)
                    await FlushAsync(ct);
            }

            for (; block; block = blocks.MoveNext())
                Block(blocks.Current);
        }

        HeadsWithoutBlock();
        Rows("A", "SELECT Subdistrict, Account, BalanceFen, LastEntry FROM ledger_accounts ORDER BY Subdistrict, Account");
        Line(string.Create(CultureInfo.InvariantCulture, $"Z\t{entries}"));
        await FlushAsync(ct);
    }

    public static string BlockLine(BlockRead b) => string.Create(
        CultureInfo.InvariantCulture,
        $"B\t{b.Number}\t{b.Format}\t{b.First}\t{b.Last}\t{Convert.ToHexStringLower(b.Previous)}\t{Convert.ToHexStringLower(b.Hash)}");

    public static string HeadLine(BlockRead b) => string.Create(
        CultureInfo.InvariantCulture, $"S\t{b.Number}\t{b.SealedAt}\t{b.KeyId}\t{Convert.ToHexStringLower(b.Signature)}");

    private void Block(BlockRead block)
    {
        Line(BlockLine(block));
        if (block.Signature.Length > 0)
            Line(HeadLine(block));
    }

    private void Entry(LedgerCursor entry)
    {
        page.Write(entry.IsStray ? "P\t"u8 : "E\t"u8);
        if (entry.IsStray)
            page.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry.Number}\t")));
        page.Write(entry.Content);
        if (!entry.IsStray)
        {
            // An ill-formed entry (a posting out of its place) would look like a whole one: it is marked.
            page.Write("\t"u8);
            page.Write(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(entry.Seal)));
            if (!entry.IsWellFormed)
                page.Write("\t!"u8);
        }

        page.Write("\n"u8);
    }

    private void HeadsWithoutBlock() => Rows(
        "S", "SELECT BlockNumber, SealedAt, KeyId FROM ledger_heads WHERE BlockNumber NOT IN (SELECT Number FROM ledger_blocks) ORDER BY BlockNumber");

    private void Rows(string kind, string sql)
    {
        using var rows = snapshot.Query(sql);
        while (rows.Read())
        {
            Line(kind == "A"
                ? string.Create(CultureInfo.InvariantCulture, $"A\t{Encoding.UTF8.GetString(rows.Text(0))}\t{Encoding.UTF8.GetString(rows.Text(1))}\t{rows.Whole(2)}\t{rows.Whole(3)}")
                : string.Create(CultureInfo.InvariantCulture, $"S\t{rows.Whole(0)}\t{Encoding.UTF8.GetString(rows.Text(1))}\t{Encoding.UTF8.GetString(rows.Text(2))}"));
        }
    }

    private void Line(string line) => page.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private async Task FlushAsync(CancellationToken ct)
    {
        await output.WriteAsync(page.WrittenMemory, ct);
        page.ResetWrittenCount();
    }
}

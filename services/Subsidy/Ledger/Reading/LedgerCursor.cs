using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace MealDispatch.Subsidy.Ledger.Reading;

internal readonly record struct PostingRead(int Start, int Length, long Fen);

/// <summary>
/// Goes through entries and postings side by side and writes each entry's line (<see cref="LedgerLine"/>) into one buffer.
/// Allocates nothing per entry.
/// </summary>
internal sealed class LedgerCursor : IDisposable
{
    private const int SubdistrictColumn = 3;
    private const int LastTextColumn = 8;
    private const int SealColumn = 9;

    private readonly LedgerRows entries;
    private readonly LedgerRows postings;
    private readonly List<PostingRead> read = [];
    private byte[] line = new byte[4096];
    private int length;
    private bool moreEntries;
    private bool morePostings;
    private bool onEntry;
    private int subdistrictStart;
    private int subdistrictLength;

    public LedgerCursor(LedgerRows entries, LedgerRows postings)
    {
        (this.entries, this.postings) = (entries, postings);
        (moreEntries, morePostings) = (entries.Read(), postings.Read());
    }

    /// <summary>Of the entry, or of the entry that a stray posting names.</summary>
    public long Number { get; private set; }

    /// <summary>A posting without an entry (or in no order): the line then holds its line number, account and amount.</summary>
    public bool IsStray { get; private set; }

    /// <summary>Lines count from 1, amounts are whole and sum to zero, no account holds a control character.</summary>
    public bool IsWellFormed { get; private set; }

    public ReadOnlySpan<byte> Content => line.AsSpan(0, length);

    public ReadOnlySpan<byte> Seal => entries.Bytes(SealColumn);

    public ReadOnlySpan<byte> Subdistrict => line.AsSpan(subdistrictStart, subdistrictLength);

    public ReadOnlySpan<PostingRead> Postings => CollectionsMarshal.AsSpan(read);

    public ReadOnlySpan<byte> AccountOf(PostingRead posting) => line.AsSpan(posting.Start, posting.Length);

    public bool Next()
    {
        if (onEntry)
            (moreEntries, onEntry) = (entries.Read(), false);
        length = 0;
        read.Clear();
        var next = moreEntries ? entries.Whole(0) : null;
        if (morePostings && (next is null || postings.Whole(0) is not { } owner || owner < next))
            return NextStray();
        IsStray = false;
        if (next is not { } number)
            return false;
        (Number, onEntry) = (number, true);
        WriteEntry(number);
        WritePostings(number);
        return true;
    }

    public void Dispose()
    {
        entries.Dispose();
        postings.Dispose();
    }

    private bool NextStray()
    {
        (IsStray, IsWellFormed, Number) = (true, false, postings.Whole(0) ?? 1);
        Write(postings.Text(1));
        Write(postings.Text(2));
        Write(postings.Text(3));
        morePostings = postings.Read();
        return true;
    }

    private void WriteEntry(long number)
    {
        WriteNumber(number);
        subdistrictStart = length + entries.Texts(1, SubdistrictColumn - 1).Length + 2;
        subdistrictLength = entries.Text(SubdistrictColumn).Length;
        Write(entries.Texts(1, LastTextColumn));
    }

    private void WritePostings(long number)
    {
        var (wellFormed, count) = (true, 0);
        var sum = Int128.Zero;
        while (morePostings && postings.Whole(0) == number)
        {
            var (lineNumber, amount) = (postings.Whole(1), postings.Whole(3));
            var start = length + 1;
            Write(postings.Text(2));
            read.Add(new PostingRead(start, length - start, amount ?? 0));
            wellFormed &= lineNumber == ++count && amount is not null && !line.AsSpan(start, length - start).ContainsAnyInRange((byte)0, (byte)31);
            Reserve(1);
            line[length++] = (byte)'\t';
            WriteNumber(amount ?? 0);
            sum += amount ?? 0;
            morePostings = postings.Read();
        }

        IsWellFormed = wellFormed && count > 0 && sum == 0;
    }

    private void Write(ReadOnlySpan<byte> field)
    {
        Reserve(field.Length + 1);
        if (length > 0)
            line[length++] = (byte)'\t';
        field.CopyTo(line.AsSpan(length));
        length += field.Length;
    }

    private void WriteNumber(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, line.AsSpan(length), out var written);
        length += written;
    }

    private void Reserve(int more)
    {
        if (length + more > line.Length)
            Array.Resize(ref line, Math.Max(line.Length * 2, length + more));
    }
}

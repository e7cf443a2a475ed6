using System.Security.Cryptography;

namespace MealDispatch.Subsidy.Ledger.Reading;

/// <summary>SHA-256 of a block as its entries go by; they are gathered first, since a call per entry costs more than its bytes.</summary>
internal sealed class BlockHash : IDisposable
{
    private const int PageLength = 1 << 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] page = new byte[PageLength];
    private int length;

    public void Start(long number, long first, long last, ReadOnlySpan<byte> previous)
    {
        length = 0;
        hash.AppendData(LedgerLine.BlockHeader(number, first, last, previous));
    }

    /// <summary>The entry's content, its seal in hexadecimal digits, and the end of the line.</summary>
    public void Add(LedgerCursor entry)
    {
        var content = entry.Content;
        var seal = entry.Seal;
        var needed = content.Length + (2 * seal.Length) + 2;
        if (length + needed > page.Length)
            Flush();
        if (needed > page.Length)
            page = new byte[needed];
        content.CopyTo(page.AsSpan(length));
        length += content.Length;
        page[length++] = (byte)'\t';
        Convert.TryToHexStringLower(seal, page.AsSpan(length), out var written);
        length += written;
        page[length++] = (byte)'\n';
    }

    public byte[] Finish()
    {
        Flush();
        return hash.GetHashAndReset();
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(page, 0, length);
        length = 0;
    }
}

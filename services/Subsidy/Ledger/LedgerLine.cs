using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// The bytes that are hashed, version 1 of the format in <c>FORMAT.md</c>: fields between tabs, as the SQLite file holds them, so
/// that reading millions of rows back needs no conversion. No field ever holds a control character.
/// </summary>
internal static class LedgerLine
{
    public const int Format = 1;
    public const string FormatName = "mealdispatch-ledger/1";
    public const string Null = "\\N";

    /// <summary>What stands before the first seal and the first head.</summary>
    public static byte[] Nothing => new byte[LedgerEntry.SealLength];

    /// <summary>An entry's content: what its seal is made over.</summary>
    public static byte[] Of(LedgerEntry e)
    {
        var line = new StringBuilder(300);
        line.Append(CultureInfo.InvariantCulture, $"{e.Number}\t{Time(e.At.ToDateTimeUtc())}\t{e.Kind}\t{e.Subdistrict}\t{Id(e.OrderId)}\t{Id(e.DecisionId)}\t");
        line.Append(e.Cause ?? Null).Append('\t').Append(Id(e.By)).Append('\t').Append(e.Reason ?? Null);
        foreach (var posting in e.Postings)
            line.Append(CultureInfo.InvariantCulture, $"\t{posting.Account}\t{posting.AmountFen}");
        return Encoding.UTF8.GetBytes(line.ToString());
    }

    public static byte[] Seal(ReadOnlySpan<byte> previousSeal, ReadOnlySpan<byte> content)
    {
        Span<byte> both = stackalloc byte[LedgerEntry.SealLength + 2048];
        if (content.Length > 2048)
            both = new byte[LedgerEntry.SealLength + content.Length];
        previousSeal.CopyTo(both);
        content.CopyTo(both[LedgerEntry.SealLength..]);
        return SHA256.HashData(both[..(LedgerEntry.SealLength + content.Length)]);
    }

    /// <summary>The first line under a block's hash.</summary>
    public static byte[] BlockHeader(long number, long first, long last, ReadOnlySpan<byte> previous) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{FormatName}\t{number}\t{first}\t{last}\t{Convert.ToHexStringLower(previous)}\n"));

    /// <summary>What is signed.</summary>
    public static string Head(long number, long first, long last, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash, string sealedAt, string keyId) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{FormatName}\t{number}\t{first}\t{last}\t{Convert.ToHexStringLower(previous)}\t{Convert.ToHexStringLower(hash)}\t{sealedAt}\t{keyId}");

    /// <summary>What the next block holds of this head, so that no signature before the last can be changed unseen.</summary>
    public static byte[] HashOfHead(string head, ReadOnlySpan<byte> signature) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{head}\t{Convert.ToHexStringLower(signature)}"));

    /// <summary>UTC, as SQLite columns hold it: fractions only as far as there are any.</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    public static string Id(Guid? id) => id?.ToString("D").ToUpperInvariant() ?? Null;
}

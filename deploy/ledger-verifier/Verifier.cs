using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LedgerVerifier;

/// <param name="FirstBadEntry">The first entry that is changed, missing, inserted, unbalanced, or not covered as it should be.</param>
/// <param name="Why">In English, for the person who looks into it.</param>
internal sealed record Verdict(bool Ok, long Entries, long Blocks, long? FirstBadEntry, string? Why, string KeyId)
{
    public override string ToString() => Ok
        ? string.Create(CultureInfo.InvariantCulture, $"ok: {Entries} entries, {Blocks} sealed blocks, key {KeyId}")
        : string.Create(CultureInfo.InvariantCulture, $"NOT OK: first bad entry {FirstBadEntry}: {Why} ({Entries} entries and {Blocks} blocks before it hold)");
}

/// <summary>
/// Reads an export (<c>services/Subsidy/Ledger/FORMAT.md</c>) once, from front to back, and stops at the first thing that is wrong.
/// </summary>
internal sealed class Verifier
{
    private const string Format = "mealdispatch-ledger/1";

    private readonly Lines lines;
    private readonly byte[]? trustedKey;
    private readonly HashSet<string> keptHeads;
    private readonly ECDsa key = ECDsa.Create();
    private readonly Balances balances = new();
    private readonly List<AccountLine> accounts = [];
    private byte[] seal = new byte[32];
    private byte[] headHash = new byte[32];
    private OpenBlock? open;
    private long? firstUnsealed;
    private bool done;
    private string keyId = "";
    private long entries;
    private long blocks;

    private Verifier(Stream export, byte[]? trustedKey, IEnumerable<string> keptHeads)
    {
        lines = new Lines(export);
        this.trustedKey = trustedKey;
        this.keptHeads = [.. keptHeads];
    }

    /// <param name="export">As the service wrote it.</param>
    /// <param name="key">The public key as its holder keeps it (DER); null believes the one in the export.</param>
    /// <param name="keptHeads">Lines <c>S</c> of an earlier list of heads.</param>
    public static Verdict Check(Stream export, byte[]? key, IEnumerable<string> keptHeads)
    {
        var verifier = new Verifier(export, key, keptHeads);
        var (entry, why) = verifier.Run();
        return new Verdict(why is null, verifier.entries, verifier.blocks, why is null ? null : Math.Max(entry, 1), why, verifier.keyId);
    }

    private (long Entry, string? Why) Run()
    {
        if (!lines.Next(out var first) || Encoding.UTF8.GetString(first) != Format)
            return (1, $"the file does not begin with {Format}");
        if (!lines.Next(out var keyLine) || !ReadKey(Fields(keyLine)))
            return (1, "the key is not there, or not the one that was expected");
        while (lines.Next(out var line))
        {
            if (Read(line) is { } wrong)
                return wrong;
        }

        if (!done)
            return (entries + 1, "the file breaks off");
        if (keptHeads.Count > 0)
            return (entries + 1, $"{keptHeads.Count} of the heads kept elsewhere are not in it");
        return balances.FirstNotIn(accounts, entries) is { } unbalanced ? (unbalanced, "an account's balance is not the sum of its postings") : (0, null);
    }

    private (long Entry, string Why)? Read(ReadOnlySpan<byte> line)
    {
        if (done)
            return (entries + 1, "something follows the end");
        if (line.Length < 2 || line[1] != '\t')
            return (entries + 1, "a line of no kind");
        return line[0] switch
        {
            (byte)'E' => ReadEntry(line[2..]),
            (byte)'B' => ReadBlock(Fields(line)),
            (byte)'S' => ReadHead(Encoding.UTF8.GetString(line)),
            (byte)'P' => (Math.Clamp(Number(Fields(line)[1]), 1, entries + 1), "a posting that belongs to no entry"),
            (byte)'A' => ReadAccount(Fields(line)),
            (byte)'Z' => ReadEnd(Fields(line)),
            _ => (entries + 1, "a line of no kind"),
        };
    }

    private bool ReadKey(string[] fields)
    {
        if (fields is not ["K", _, _])
            return false;
        var inExport = new byte[fields[2].Length];
        if (!Convert.TryFromBase64String(fields[2], inExport, out var length))
            return false;
        var der = inExport.AsSpan(0, length);
        if (trustedKey is not null && !der.SequenceEqual(trustedKey))
            return false;
        key.ImportSubjectPublicKeyInfo(der, out _);
        keyId = Convert.ToHexStringLower(SHA256.HashData(der))[..16];
        return keyId == fields[1];
    }

    /// <summary>number, time, kind, subdistrict, order, decision, cause, by, reason, then account and amount in turn, then the seal.</summary>
    private (long Entry, string Why)? ReadEntry(ReadOnlySpan<byte> line)
    {
        const int Head = 9;
        var cut = line.LastIndexOf((byte)'\t');
        var fields = Fields(line);
        if (cut < 0 || fields.Length < Head + 3 || (fields.Length - Head) % 2 == 0 || Number(fields[0]) != entries + 1)
            return (Bad(Number(fields[0])), "an entry is missing, inserted or out of its place");
        var content = line[..cut];
        var expected = SHA256.HashData([.. seal, .. content]);
        if (fields[^1] != Convert.ToHexStringLower(expected))
            return (entries + 1, "the entry does not fit its seal");
        var sum = Int128.Zero;
        for (var i = Head; i < fields.Length - 1; i += 2)
        {
            var amount = Number(fields[i + 1]);
            sum += amount;
            balances.Add(fields[3], fields[i], amount, entries + 1);
        }

        if (sum != 0)
            return (entries + 1, "the entry does not sum to zero");
        if (open is null)
            firstUnsealed ??= entries + 1;
        else if (!open.Add(line, entries + 1))
            return (entries + 1, "the entry is in no block, though a block follows");
        (seal, entries) = (expected, entries + 1);
        return open?.Last == entries ? CloseBlock() : null;
    }

    private (long Entry, string Why)? ReadBlock(string[] fields)
    {
        if (open is not null || firstUnsealed is not null)
            return (firstUnsealed ?? entries + 1, "the entries before a block are in none");
        if (fields is not ["B", _, "1", _, _, _, _] || Number(fields[1]) != blocks + 1 || Number(fields[3]) != entries + 1 || Number(fields[4]) <= entries
            || fields[5] != Convert.ToHexStringLower(headHash))
            return (entries + 1, "a block is missing or does not follow from the one before");
        open = new OpenBlock($"{Format}\t{fields[1]}\t{fields[3]}\t{fields[4]}\t{fields[5]}", Number(fields[4]), fields[6]);
        return null;
    }

    private (long Entry, string Why)? ReadHead(string line)
    {
        var fields = line.Split('\t');
        if (open is not { Head: null } || fields.Length != 5 || Number(fields[1]) != blocks + 1)
            return (firstUnsealed ?? entries + 1, "a head without its block");
        var head = $"{open.Header}\t{open.Hash}\t{fields[2]}\t{fields[3]}";
        var signature = new byte[64];
        if (fields[3] != keyId || fields[4].Length != 128 || Convert.FromHexString(fields[4], signature, out _, out _) != System.Buffers.OperationStatus.Done
            || fields[4] != Convert.ToHexStringLower(signature) || !key.VerifyData(Encoding.UTF8.GetBytes(head), signature, HashAlgorithmName.SHA256))
            return (entries + 1, "the block's head is not signed by the key");
        open.Head = $"{head}\t{fields[4]}";
        keptHeads.Remove(line);
        return null;
    }

    private (long Entry, string Why)? CloseBlock()
    {
        if (open!.Head is null)
            return (open.First, "a block without its head");
        if (open.Finish() != open.Hash)
            return (open.First, "the block's entries are not those that were signed");
        (headHash, blocks, open) = (SHA256.HashData(Encoding.UTF8.GetBytes(open.Head)), blocks + 1, null);
        return null;
    }

    private (long Entry, string Why)? ReadAccount(string[] fields)
    {
        if (open is not null)
            return (entries + 1, "a block's entries are missing");
        if (fields.Length != 5)
            return (entries + 1, "an account that cannot be read");
        accounts.Add(new AccountLine(fields[1], fields[2], Number(fields[3]), Number(fields[4])));
        return null;
    }

    private (long Entry, string Why)? ReadEnd(string[] fields)
    {
        done = true;
        return open is null && fields is ["Z", _] && Number(fields[1]) == entries ? null : (entries + 1, "entries are missing at the end");
    }

    private long Bad(long number) => number > 0 && number <= entries ? number : entries + 1;

    private static string[] Fields(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line).Split('\t');

    /// <summary>As it must be written; anything else is a number that no entry has.</summary>
    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : long.MinValue;

    private sealed class OpenBlock
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public OpenBlock(string header, long last, string expected)
        {
            (Header, Last, Hash) = (header, last, expected);
            hash.AppendData(Encoding.UTF8.GetBytes(header + "\n"));
        }

        public string Header { get; }

        public string Hash { get; }

        public long Last { get; }

        public long First { get; private set; }

        public string? Head { get; set; }

        public bool Add(ReadOnlySpan<byte> line, long number)
        {
            First = First == 0 ? number : First;
            hash.AppendData([.. line, (byte)'\n']);
            return number <= Last;
        }

        public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Buffers.Binary;
using System.Text;
using MealDispatch.Subsidy.Ledger.Reading;

namespace MealDispatch.Subsidy.Ledger.VerifyLedger;

/// <summary>Balances added up from postings, and the entry that moved each account last; by subdistrict and account in UTF-8.</summary>
internal sealed class LedgerBalances
{
    private readonly Dictionary<byte[], Balance> balances = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], Balance>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    public LedgerBalances() => lookup = balances.GetAlternateLookup<ReadOnlySpan<byte>>();

    public void Add(LedgerCursor entry)
    {
        Span<byte> key = stackalloc byte[256];
        foreach (var posting in entry.Postings)
            Of(Key(entry.Subdistrict, entry.AccountOf(posting), key)).Move(posting.Fen, entry.Number);
    }

    public void Add(LedgerBalances others)
    {
        foreach (var (key, other) in others.balances)
            Of(key).Move(other.Fen, other.LastEntry);
    }

    /// <summary>
    /// The first entry whose effect is not in the accounts as they are kept, or in the budgets; null when they agree. What is kept for
    /// entries that are no longer there names the first one missing.
    /// </summary>
    public long? FirstNotIn(LedgerSnapshot snapshot, long entries)
    {
        var (left, first) = (new HashSet<byte[]>(balances.Keys, Utf8Comparer.Instance), (long?)null);
        Span<byte> buffer = stackalloc byte[1024];
        using (var rows = snapshot.Query("SELECT Subdistrict, Account, BalanceFen, LastEntry FROM ledger_accounts"))
        {
            while (rows.Read())
            {
                var key = Key(rows.Text(0), rows.Text(1), buffer);
                var (fen, lastEntry) = (rows.Whole(2), rows.Whole(3));
                if (!lookup.TryGetValue(key, out _, out var kept))
                    Found(entries + 1);
                else if (kept.Fen != fen || kept.LastEntry != lastEntry)
                    Found(lastEntry > entries ? entries + 1 : kept.LastEntry);
                if (lookup.TryGetValue(key, out var found, out _))
                    left.Remove(found);
            }
        }

        foreach (var account in left)
            Found(balances[account].LastEntry);
        if (first is not null)
            return first;
        using var budgets = snapshot.Query("SELECT Subdistrict, Code, Fen, ReservedFen + GrantedFen FROM budgets");
        while (budgets.Read())
        {
            Compare(budgets.Text(0), Movement.Allotted(""), budgets.Text(1), budgets.Whole(2), buffer);
            Compare(budgets.Text(0), Movement.Budget(""), budgets.Text(1), -budgets.Whole(3), buffer);
        }

        return first;

        void Found(long entry) => first = Math.Min(first ?? long.MaxValue, entry);

        void Compare(ReadOnlySpan<byte> subdistrict, string kind, ReadOnlySpan<byte> code, long? fen, Span<byte> scratch)
        {
            lookup.TryGetValue(Key(subdistrict, [.. Encoding.UTF8.GetBytes(kind), .. code], scratch), out _, out var balance);
            if ((balance?.Fen ?? 0) != fen)
                Found(balance?.LastEntry ?? entries + 1);
        }
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> subdistrict, ReadOnlySpan<byte> account, Span<byte> buffer)
    {
        if (subdistrict.Length + account.Length + 1 > buffer.Length)
            buffer = new byte[subdistrict.Length + account.Length + 1];
        subdistrict.CopyTo(buffer);
        buffer[subdistrict.Length] = (byte)'\t';
        account.CopyTo(buffer[(subdistrict.Length + 1)..]);
        return buffer[..(subdistrict.Length + 1 + account.Length)];
    }

    private Balance Of(ReadOnlySpan<byte> key)
    {
        if (!lookup.TryGetValue(key, out var balance))
            lookup[key] = balance = new Balance();
        return balance;
    }

    private sealed class Balance
    {
        public long Fen { get; private set; }

        public long LastEntry { get; private set; }

        /// <summary>Wraps around rather than fails: only changed amounts are that large, and the hashes tell of those.</summary>
        public void Move(long fen, long entry) => (Fen, LastEntry) = (unchecked(Fen + fen), Math.Max(LastEntry, entry));
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        /// <summary>Twice for every entry: the length and the last eight bytes, in which accounts differ, are enough.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate) =>
            alternate.Length < sizeof(ulong)
                ? alternate.Length
                : unchecked((int)((BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]) * 0x9E3779B97F4A7C15UL) >> 33)) ^ alternate.Length;
    }
}

using NodaTime;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// <c>Open</c>, <c>TopUp</c> and <c>Transfer</c> put money into budgets. <c>Reserve</c> at placement, then <c>Consume</c> or
/// <c>Release</c>; <c>Settle</c> with an approved settlement; <c>Reverse</c> takes back what was found wrong.
/// </summary>
internal enum LedgerKind { Open, TopUp, Transfer, Reserve, Consume, Release, Settle, Reverse }

/// <summary>
/// One balanced transaction. Its seal is the SHA-256 of the seal before and of its content (<see cref="LedgerLine"/>). Never
/// updated, never deleted.
/// </summary>
internal sealed class LedgerEntry
{
    public const int SealLength = 32;

    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    public required Instant At { get; init; }

    public required LedgerKind Kind { get; init; }

    /// <summary>Whose money it is.</summary>
    public required string Subdistrict { get; init; }

    /// <inheritdoc cref="Voucher.OrderId"/>
    public Guid? OrderId { get; init; }

    public Guid? DecisionId { get; init; }

    /// <inheritdoc cref="Voucher.Cause"/>
    public string? Cause { get; init; }

    /// <inheritdoc cref="Voucher.By"/>
    public Guid? By { get; init; }

    /// <inheritdoc cref="Voucher.Reason"/>
    public string? Reason { get; init; }

    public byte[] Seal { get; private set; } = [];

    public List<LedgerPosting> Postings { get; init; } = [];

    public LedgerEntry SealedAfter(byte[] previousSeal)
    {
        Seal = LedgerLine.Seal(previousSeal, LedgerLine.Of(this));
        return this;
    }
}

/// <summary>One line of an entry; the amounts of an entry sum to zero.</summary>
internal sealed class LedgerPosting
{
    public required long EntryNumber { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <inheritdoc cref="Movement"/>
    public required string Account { get; init; }

    public required long AmountFen { get; init; }
}

/// <summary>The running balance of an account: the sum of its postings, kept so that nobody adds up millions of rows.</summary>
internal sealed class LedgerAccount
{
    public required string Subdistrict { get; init; }

    public required string Account { get; init; }

    public long BalanceFen { get; private set; }

    /// <summary>The entry that moved it last; grows with every posting, so that two at once cannot both count.</summary>
    public long LastEntry { get; private set; }

    public void Add(long fen, long entry) => (BalanceFen, LastEntry) = (BalanceFen + fen, entry);
}

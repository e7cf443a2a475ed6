using NodaTime;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// A stretch of entries under one SHA-256. The hash covers the lines of all its entries and the head of the block before, whose
/// signature included: <c>FORMAT.md</c>.
/// </summary>
internal sealed class LedgerBlock
{
    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>Version of the format that its bytes follow.</summary>
    public required int Format { get; init; }

    public required long FirstEntry { get; init; }

    /// <summary>Inclusive.</summary>
    public required long LastEntry { get; init; }

    /// <summary>SHA-256 of the signed head before; zeros before the first.</summary>
    public required byte[] Previous { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>The signature on a block: who keeps it elsewhere can prove later what stood in the ledger up to here.</summary>
internal sealed class LedgerHead
{
    public required long BlockNumber { get; init; }

    /// <summary>Real time.</summary>
    public required Instant SealedAt { get; init; }

    /// <summary>Which key signed it.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 over SHA-256, 64 bytes (r and s).</summary>
    public required byte[] Signature { get; init; }
}

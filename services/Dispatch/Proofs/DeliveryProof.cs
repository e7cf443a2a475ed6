using System.Globalization;
using System.Security.Cryptography;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Dispatch.Proofs;

internal enum ProofKind
{
    /// <summary>Of the bag at the door.</summary>
    Photo,

    /// <summary>The resident told the code that only they see.</summary>
    Code,

    /// <summary>The rider says that they met.</summary>
    MetInPerson,
}

/// <summary>What shows that a meal came to its door; one of each kind, the last counts.</summary>
internal sealed class DeliveryProof
{
    public required Guid DeliveryId { get; init; }

    public required ProofKind Kind { get; init; }

    public required Guid RiderId { get; set; }

    /// <summary>Business time.</summary>
    public required Instant At { get; set; }

    /// <summary>From the rider's last position to the door; null when one of them is not known.</summary>
    public required int? Meters { get; set; }

    /// <summary>False while only wrong codes were told.</summary>
    public bool Holds { get; set; } = true;

    /// <summary>Codes that were told.</summary>
    public int Tries { get; set; }

    /// <summary>Null for other kinds, and once it was kept long enough.</summary>
    public byte[]? Photo { get; set; }

    public string? PhotoType { get; set; }
}

internal sealed class DeliveryProofMapping : IEntityTypeConfiguration<DeliveryProof>
{
    public void Configure(EntityTypeBuilder<DeliveryProof> builder)
    {
        builder.ToTable("delivery_proofs");
        builder.HasKey(p => new { p.DeliveryId, p.Kind });
        builder.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.PhotoType).HasMaxLength(20);
    }
}

/// <summary>That is not the code; after five tries no code is taken any more.</summary>
internal sealed record WrongCode(int TriesLeft) : RuleRefused("dispatch.wrong-code")
{
    public override string? Detail => TriesLeft > 0 ? "收餐码不对，请再问一次老人。" : "收餐码错了太多次，请拍照或当面确认。";
}

/// <summary>Four digits of a delivery that its resident and family see while it is on its way, and nobody else.</summary>
internal sealed class ReceiptCodes(KeyFiles keys)
{
    public const int MostTries = 5;

    private readonly Lazy<byte[]> key = new(() => keys.Secret("receipt-codes"));

    public string Of(Guid deliveryId)
    {
        var hash = HMACSHA256.HashData(key.Value, deliveryId.ToByteArray());
        return (BitConverter.ToUInt32(hash) % 10_000).ToString("0000", CultureInfo.InvariantCulture);
    }
}

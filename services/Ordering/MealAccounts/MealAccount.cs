using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Ordering.MealAccounts;

/// <summary>助餐账户: a resident's prepaid money. Never below zero; every change is an entry.</summary>
internal sealed class MealAccount
{
    public required Guid ResidentId { get; init; }

    public long BalanceFen { get; private set; }

    public int Version { get; private set; }

    /// <summary>Pays for an order; null when the balance is too low, and nothing changes.</summary>
    public MealAccountEntry? Pay(Guid orderId, long fen, Instant now) => fen > BalanceFen ? null : Change(EntryKind.Payment, -fen, orderId, now);

    /// <summary>Gives back what an order had taken; the database lets that happen once.</summary>
    public MealAccountEntry Refund(Guid orderId, long fen, Instant now) => Change(EntryKind.Refund, fen, orderId, now);

    public MealAccountEntry TopUp(long fen, Instant now) => Change(EntryKind.TopUp, fen, null, now);

    private MealAccountEntry Change(EntryKind kind, long fen, Guid? orderId, Instant now)
    {
        BalanceFen += fen;
        Version++;
        return new MealAccountEntry { ResidentId = ResidentId, At = now, Kind = kind, AmountFen = fen, OrderId = orderId };
    }
}

internal enum EntryKind
{
    TopUp,
    Payment,
    Refund,
}

/// <summary>One change of a balance, kept for ever. An order has at most one entry of each kind.</summary>
internal sealed class MealAccountEntry
{
    public long Id { get; init; }

    public required Guid ResidentId { get; init; }

    public required Instant At { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Fen; negative when it lowers the balance.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Null for a top-up.</summary>
    public required Guid? OrderId { get; init; }
}

internal static class MealAccountMapping
{
    public static void Map(EntityTypeBuilder<MealAccount> account)
    {
        account.ToTable("meal_accounts", table => table.HasCheckConstraint("ck_meal_accounts_not_below_zero", "BalanceFen >= 0"));
        account.HasKey(a => a.ResidentId);
        account.Property(a => a.ResidentId).ValueGeneratedNever();
        account.Property(a => a.Version).IsConcurrencyToken();
    }

    public static void Map(EntityTypeBuilder<MealAccountEntry> entry)
    {
        entry.ToTable("meal_account_entries");
        entry.HasIndex(e => new { e.OrderId, e.Kind }).IsUnique().HasFilter("OrderId IS NOT NULL");
        entry.HasIndex(e => new { e.ResidentId, e.Id });
    }

    public static void Map(EntityTypeBuilder<TopUp> topUp)
    {
        topUp.ToTable("top_ups");
        topUp.Property(t => t.Id).ValueGeneratedNever();
        topUp.Property(t => t.PaymentToken).HasMaxLength(64);
        topUp.Property(t => t.Version).IsConcurrencyToken();
        topUp.HasIndex(t => t.PaymentToken).IsUnique().HasFilter("PaymentToken IS NOT NULL");
    }
}

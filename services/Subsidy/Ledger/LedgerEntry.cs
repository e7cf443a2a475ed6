using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// <c>Reserve</c> at placement, then <c>Consume</c> or <c>Release</c>; <c>Settle</c> with an approved settlement; <c>Reverse</c> takes
/// back what was found wrong; <c>Adjust</c> corrects a locked month in the next one.
/// </summary>
internal enum LedgerKind { Reserve, Consume, Release, Settle, Reverse, Adjust }

/// <summary>
/// One balanced transaction, and a block of the chain: its seal is the SHA-256 of its content, its postings, and the seal of
/// the entry before. Never updated, never deleted.
/// </summary>
internal sealed class LedgerEntry
{
    public static readonly string FirstSeal = new('0', 64);

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

    public required string PreviousSeal { get; init; }

    public string Seal { get; private set; } = "";

    public List<LedgerPosting> Postings { get; init; } = [];

    public LedgerEntry Sealed()
    {
        Seal = ComputeSeal();
        return this;
    }

    public string ComputeSeal()
    {
        var content = new StringBuilder();
        content.Append(CultureInfo.InvariantCulture, $"{Number}|{At.ToUnixTimeTicks()}|{Kind}|{Subdistrict}|{OrderId:N}|{DecisionId:N}|{Cause}|{By:N}|{Reason}|{PreviousSeal}");
        foreach (var posting in Postings.OrderBy(p => p.Line))
            content.Append(CultureInfo.InvariantCulture, $"|{posting.Line}:{posting.Account}:{posting.AmountFen}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }
}

/// <summary>One line of an entry; the amounts of an entry sum to zero.</summary>
internal sealed class LedgerPosting
{
    public required long EntryNumber { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary><c>budget:</c>code, <c>reserved:</c>scheme, <c>granted:</c> and <c>settled:</c>site.</summary>
    public required string Account { get; init; }

    public required long AmountFen { get; init; }
}

/// <summary>The running balance of an account: the sum of its postings, kept so that nobody adds up millions of rows.</summary>
internal sealed class LedgerAccount
{
    public required string Subdistrict { get; init; }

    public required string Account { get; init; }

    public long BalanceFen { get; private set; }

    public int Version { get; private set; }

    public void Add(long fen) => (BalanceFen, Version) = (BalanceFen + fen, Version + 1);
}

internal sealed class LedgerMapping
    : IEntityTypeConfiguration<LedgerEntry>, IEntityTypeConfiguration<LedgerPosting>, IEntityTypeConfiguration<LedgerAccount>
{
    private const int AccountLength = 60;
    private const int CauseLength = 60;

    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Subdistrict).HasMaxLength(40);
        builder.Property(e => e.Cause).HasMaxLength(CauseLength);
        builder.Property(e => e.Reason).HasMaxLength(Voucher.MaxReason);
        builder.Property(e => e.PreviousSeal).HasMaxLength(64);
        builder.Property(e => e.Seal).HasMaxLength(64);
        builder.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.EntryNumber).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.Subdistrict, e.At });
        builder.HasIndex(e => e.DecisionId);
    }

    public void Configure(EntityTypeBuilder<LedgerPosting> builder)
    {
        builder.ToTable("ledger_postings");
        builder.HasKey(p => new { p.EntryNumber, p.Line });
        builder.Property(p => p.Account).HasMaxLength(AccountLength);
        builder.HasIndex(p => new { p.Account, p.EntryNumber });
    }

    public void Configure(EntityTypeBuilder<LedgerAccount> builder)
    {
        builder.ToTable("ledger_accounts", table => table.HasCheckConstraint(
            "CK_ledger_accounts_only_budgets_negative", "BalanceFen >= 0 OR Account LIKE 'budget:%'"));
        builder.HasKey(a => new { a.Subdistrict, a.Account });
        builder.Property(a => a.Subdistrict).HasMaxLength(40);
        builder.Property(a => a.Account).HasMaxLength(AccountLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

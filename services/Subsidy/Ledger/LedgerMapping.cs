using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Subsidy.Ledger;

internal sealed class LedgerMapping
    : IEntityTypeConfiguration<LedgerEntry>, IEntityTypeConfiguration<LedgerPosting>, IEntityTypeConfiguration<LedgerAccount>,
        IEntityTypeConfiguration<LedgerBlock>, IEntityTypeConfiguration<LedgerHead>
{
    private const int AccountLength = 60;
    private const int CauseLength = 60;

    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries", table => table.HasTrigger("ledger_entries_append_only"));
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Subdistrict).HasMaxLength(40);
        builder.Property(e => e.Cause).HasMaxLength(CauseLength);
        builder.Property(e => e.Reason).HasMaxLength(Voucher.MaxReason);
        builder.Property(e => e.Seal).HasMaxLength(LedgerEntry.SealLength).IsFixedLength();
        builder.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.EntryNumber).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.Subdistrict, e.At });
        builder.HasIndex(e => e.DecisionId);
    }

    public void Configure(EntityTypeBuilder<LedgerPosting> builder)
    {
        builder.ToTable("ledger_postings", table => table.HasTrigger("ledger_postings_append_only"));
        builder.HasKey(p => new { p.EntryNumber, p.Line });
        builder.Property(p => p.Account).HasMaxLength(AccountLength);
        // With the amount, so that what an account moved between two entries is added up from the index alone.
        builder.HasIndex(p => new { p.Account, p.EntryNumber, p.AmountFen });
    }

    public void Configure(EntityTypeBuilder<LedgerAccount> builder)
    {
        builder.ToTable("ledger_accounts", table =>
        {
            table.HasTrigger("ledger_accounts_only_move_on");
            table.HasCheckConstraint(
                "CK_ledger_accounts_only_budgets_negative", "BalanceFen >= 0 OR Account LIKE 'budget:%' OR Account LIKE 'appropriation:%'");
        });
        builder.HasKey(a => new { a.Subdistrict, a.Account });
        builder.Property(a => a.Subdistrict).HasMaxLength(40);
        builder.Property(a => a.Account).HasMaxLength(AccountLength);
        builder.Property(a => a.LastEntry).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<LedgerBlock> builder)
    {
        builder.ToTable("ledger_blocks", table => table.HasTrigger("ledger_blocks_append_only"));
        builder.HasKey(b => b.Number);
        builder.Property(b => b.Number).ValueGeneratedNever();
        builder.Property(b => b.Previous).HasMaxLength(LedgerEntry.SealLength).IsFixedLength();
        builder.Property(b => b.Hash).HasMaxLength(LedgerEntry.SealLength).IsFixedLength();
    }

    public void Configure(EntityTypeBuilder<LedgerHead> builder)
    {
        builder.ToTable("ledger_heads", table => table.HasTrigger("ledger_heads_append_only"));
        builder.HasKey(h => h.BlockNumber);
        builder.Property(h => h.BlockNumber).ValueGeneratedNever();
        builder.Property(h => h.KeyId).HasMaxLength(16);
        builder.Property(h => h.Signature).HasMaxLength(LedgerSigning.SignatureLength).IsFixedLength();
    }
}

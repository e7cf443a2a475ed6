using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Subsidy.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Budgets;

/// <summary>Money set aside for schemes; fen. What is reserved and granted never exceeds it: the database holds that.</summary>
internal sealed class Budget
{
    public required string Code { get; init; }

    public required string Subdistrict { get; init; }

    public required long Fen { get; init; }

    /// <summary>First service date, inclusive.</summary>
    public required LocalDate From { get; init; }

    /// <summary>Last service date, inclusive; null is open.</summary>
    public required LocalDate? To { get; init; }

    public required WhenExhausted WhenExhausted { get; init; }

    public long ReservedFen { get; private set; }

    public long GrantedFen { get; private set; }

    public int Version { get; private set; }

    public long RemainingFen => Fen - ReservedFen - GrantedFen;

    public bool IsOpenOn(LocalDate serviceDate) => serviceDate >= From && !(serviceDate > To);

    public void Reserve(long fen) => Move(reserved: fen, granted: 0);

    public void Consume(long fen) => Move(reserved: -fen, granted: fen);

    public void Release(long fen) => Move(reserved: -fen, granted: 0);

    /// <summary>What was granted and found wrong later comes back.</summary>
    public void TakeBack(long fen) => Move(reserved: 0, granted: -fen);

    private void Move(long reserved, long granted)
    {
        ReservedFen += reserved;
        GrantedFen += granted;
        Version++;
    }
}

internal sealed record BudgetCodeTaken() : RuleRefused("subsidy.budget-code-taken")
{
    public override string? Detail => "这个预算代码已被使用，请换一个。";
}

internal sealed class BudgetMapping : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("budgets", table => table.HasCheckConstraint(
            "CK_budgets_not_overdrawn", "ReservedFen >= 0 AND GrantedFen >= 0 AND ReservedFen + GrantedFen <= Fen"));
        builder.HasKey(b => b.Code);
        builder.Property(b => b.Code).HasMaxLength(40);
        builder.Property(b => b.Subdistrict).HasMaxLength(40);
        builder.Property(b => b.WhenExhausted).HasConversion<string>().HasMaxLength(10);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.Ignore(b => b.RemainingFen);
    }
}

using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Budgets;

/// <summary>So much of a budget was used when it was told.</summary>
internal sealed record BudgetWarning(int Percent, Instant At);

/// <summary>
/// Money set aside for schemes; fen. What is reserved and granted never exceeds it: the database holds that. Its amounts are what the
/// ledger's entries say, kept here too so that a grant need not add them up; verification compares them.
/// </summary>
internal sealed class Budget
{
    public static readonly int[] UsualWarnings = [80, 95];

    public required string Code { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>Opened with, topped up, transferred: the balance of <c>allotted:</c>code.</summary>
    public long Fen { get; private set; }

    /// <summary>First service date, inclusive.</summary>
    public required LocalDate From { get; init; }

    /// <summary>Last service date, inclusive; null is open.</summary>
    public required LocalDate? To { get; init; }

    public required WhenExhausted WhenExhausted { get; init; }

    /// <summary>Percentages of use at which to warn, ascending.</summary>
    public int[] WarnAtPercent { get; init; } = UsualWarnings;

    /// <summary>Each level once, until more money takes the use below it again.</summary>
    public IReadOnlyList<BudgetWarning> Warnings { get; private set; } = [];

    public long ReservedFen { get; private set; }

    public long GrantedFen { get; private set; }

    public int Version { get; private set; }

    public long RemainingFen => Fen - ReservedFen - GrantedFen;

    public bool IsOpenOn(LocalDate serviceDate) => serviceDate >= From && !(serviceDate > To);

    public void Reserve(long fen, Instant now)
    {
        Move(reserved: fen, granted: 0);
        if (WarnAtPercent.Any(level => IsUsedBy(level) && !IsWarnedOf(level)))
            Warnings = [.. Warnings, .. WarnAtPercent.Where(level => IsUsedBy(level) && !IsWarnedOf(level)).Select(level => new BudgetWarning(level, now))];
    }

    public void Consume(long fen) => Move(reserved: -fen, granted: fen);

    public void Release(long fen) => Move(reserved: -fen, granted: 0);

    /// <summary>What was granted and found wrong later comes back.</summary>
    public void TakeBack(long fen) => Move(reserved: 0, granted: -fen);

    /// <summary>More money, or (negative) less of it.</summary>
    public void Allot(long fen)
    {
        Fen += fen;
        Warnings = [.. Warnings.Where(warning => IsUsedBy(warning.Percent))];
        Version++;
    }

    private void Move(long reserved, long granted)
    {
        ReservedFen += reserved;
        GrantedFen += granted;
        Version++;
    }

    private bool IsUsedBy(int percent) => (Fen - RemainingFen) * 100 >= Fen * percent;

    private bool IsWarnedOf(int percent) => Warnings.Any(warning => warning.Percent == percent);
}

internal sealed record BudgetCodeTaken() : RuleRefused("subsidy.budget-code-taken")
{
    public override string? Detail => "这个预算代码已被使用，请换一个。";
}

internal sealed record BudgetTooShort(long RemainingFen) : RuleRefused("subsidy.budget-too-short")
{
    public override string? Detail => "转出的预算余额不足，请减少金额。";
}

internal sealed record BudgetTooLarge() : RuleRefused("subsidy.budget-too-large")
{
    public override string? Detail => "预算总额超过上限（100 亿元），请检查金额。";
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
        builder.Property(b => b.Warnings).HasMaxLength(1000).HasConversion(
            warnings => JsonSerializer.Serialize(warnings, Json.Options),
            text => JsonSerializer.Deserialize<List<BudgetWarning>>(text, Json.Options)!,
            new ValueComparer<IReadOnlyList<BudgetWarning>>((a, b) => a!.SequenceEqual(b!), warnings => warnings.Count, warnings => warnings));
        builder.Property(b => b.WarnAtPercent).HasMaxLength(200);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.Ignore(b => b.RemainingFen);
    }
}

using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Flags;

/// <summary>
/// <c>Lapsed</c>: nobody decided, and what was found is not there any more, because the missing evidence arrived or a threshold
/// was changed; found again, it is open again. <c>Cleared</c> and <c>Confirmed</c> stay.
/// </summary>
internal enum FlagStatus { Open, Lapsed, Cleared, Confirmed }

/// <summary>
/// Something that looked wrong to a rule, with its evidence. Its id comes from what was found (payer, rule, month, key), so that
/// the same thing is one flag however often and wherever it is found. What an officer has decided stays as they saw it: what
/// comes later under the same key is a flag of the next round, on the meals that were not decided on.
/// </summary>
internal sealed class Flag
{
    public required Guid Id { get; init; }

    /// <summary>The payer's.</summary>
    public required string Subdistrict { get; init; }

    public required string Rule { get; init; }

    public required string Key { get; init; }

    /// <summary>From 1; one more after each decision on the same key.</summary>
    public required int Round { get; init; }

    /// <summary>Of the service dates: 202507.</summary>
    public required int Month { get; init; }

    public string SiteCode { get; private set; } = "";

    /// <summary>The last service date of the evidence.</summary>
    public LocalDate Day { get; private set; }

    public string Zh { get; private set; } = "";

    public string En { get; private set; } = "";

    public int MealCount { get; private set; }

    /// <summary>Subsidy of the evidence's meals, granted to residents and operators; fen.</summary>
    public long AmountFen { get; private set; }

    public required Instant FoundAt { get; init; }

    public FlagStatus Status { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    /// <summary>Why it was cleared or confirmed.</summary>
    public string? Note { get; private set; }

    /// <summary>Of the finding: the same again changes nothing.</summary>
    public Guid Fingerprint { get; private set; }

    public int Version { get; private set; }

    public List<FlagMeal> Meals { get; init; } = [];

    public bool IsDecided => Status is FlagStatus.Cleared or FlagStatus.Confirmed;

    public static Flag Of(string subdistrict, string rule, int month, Finding finding, int round, Instant now)
    {
        var flag = new Flag
        {
            Id = Ids.Of($"flag:{subdistrict}:{rule}:{month}:{finding.Key}:{round}"), Subdistrict = subdistrict, Rule = rule, Key = finding.Key, Round = round, Month = month,
            FoundAt = now,
        };
        flag.Take(finding);
        return flag;
    }

    /// <summary>Whether the finding is what stands here already.</summary>
    public bool Holds(Finding finding) => Status == FlagStatus.Open && Fingerprint == FingerprintOf(finding);

    public void Take(Finding finding)
    {
        (SiteCode, Day, Zh, En) = (finding.SiteCode, finding.Day, finding.Zh, finding.En);
        (MealCount, AmountFen) = (finding.Meals.Count, finding.Meals.Sum(m => m.SubsidyFen));
        Fingerprint = FingerprintOf(finding);
        Status = FlagStatus.Open;
        var found = finding.Meals.Select(m => m.DecisionId).ToHashSet();
        Meals.RemoveAll(m => !found.Contains(m.DecisionId));
        Meals.AddRange(finding.Meals.ExceptBy(Meals.Select(m => m.DecisionId), m => m.DecisionId).Select(m => FlagMeal.Of(Id, m)));
        Version++;
    }

    public void Lapse()
    {
        Status = FlagStatus.Lapsed;
        Version++;
    }

    public void Decide(FlagStatus status, Guid by, string note, Instant now)
    {
        (Status, DecidedBy, DecidedAt, Note) = (status, by, now, note);
        Version++;
    }

    private static Guid FingerprintOf(Finding finding) =>
        Ids.Of($"{finding.SiteCode}\n{finding.Zh}\n{finding.En}\n{string.Join('\n', finding.Meals.Select(m => m.DecisionId).Order())}");
}

/// <summary>One meal of a flag's evidence.</summary>
internal sealed class FlagMeal
{
    public required Guid FlagId { get; init; }

    public required Guid DecisionId { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    /// <summary>When it was received; null when it was not.</summary>
    public required Instant? ReceivedAt { get; init; }

    /// <summary>Fen.</summary>
    public required long AmountFen { get; init; }

    public static FlagMeal Of(Guid flagId, Meal m) => new()
    {
        FlagId = flagId, DecisionId = m.DecisionId, OrderId = m.OrderId, OrderNumber = m.OrderNumber, SiteCode = m.SiteCode, ServiceDate = m.ServiceDate,
        ReceivedAt = m.ReceivedAt, AmountFen = m.SubsidyFen,
    };
}

internal sealed record FlagAlreadyDecided() : RuleRefused("subsidy.flag-decided")
{
    public override string? Detail => "这条疑点已经有人处理过了，请刷新页面再看。";
}

internal sealed record FlagNotConfirmed() : RuleRefused("subsidy.flag-not-confirmed")
{
    public override string? Detail => "只有确认属实的疑点才能申请追回，请先确认。";
}

internal sealed class FlagMapping : IEntityTypeConfiguration<Flag>, IEntityTypeConfiguration<FlagMeal>
{
    public void Configure(EntityTypeBuilder<Flag> builder)
    {
        builder.ToTable("flags");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Subdistrict).HasMaxLength(40);
        builder.Property(f => f.Rule).HasMaxLength(30);
        builder.Property(f => f.Key).HasMaxLength(150);
        builder.Property(f => f.SiteCode).HasMaxLength(40);
        builder.Property(f => f.Zh).HasMaxLength(500);
        builder.Property(f => f.En).HasMaxLength(500);
        builder.Property(f => f.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(f => f.Note).HasMaxLength(500);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.Ignore(f => f.IsDecided);
        builder.HasIndex(f => new { f.Subdistrict, f.Rule, f.Month, f.Key, f.Round }).IsUnique();
        builder.HasIndex(f => new { f.Subdistrict, f.Day, f.Id });
        builder.HasIndex(f => new { f.Subdistrict, f.Status, f.Day, f.Id });
        builder.HasMany(f => f.Meals).WithOne().HasForeignKey(m => m.FlagId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FlagMeal> builder)
    {
        builder.ToTable("flag_meals");
        builder.HasKey(m => new { m.FlagId, m.DecisionId });
        builder.Property(m => m.OrderNumber).HasMaxLength(40);
        builder.Property(m => m.SiteCode).HasMaxLength(40);
        builder.HasIndex(m => m.DecisionId);
    }
}

using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Samples;

/// <summary>What a sample is drawn from: meals that residents received, or of these the ones on an approved settlement.</summary>
internal enum SampleBasis { Received, Settled }

internal enum CallBackOutcome { Confirmed, Denied, NotReached }

/// <summary>A random choice of a month's meals whose residents are asked by telephone. Once drawn it stays as it is.</summary>
internal sealed class Sample
{
    public required Guid Id { get; init; }

    /// <summary>The payer.</summary>
    public required string Subdistrict { get; init; }

    /// <summary>Of the service dates: 202507.</summary>
    public required int Month { get; init; }

    public required SampleBasis Basis { get; init; }

    /// <summary>As asked for; the month may have had fewer meals.</summary>
    public required int Size { get; init; }

    public required string Seed { get; init; }

    /// <summary>SHA-256 of all meals it was drawn from: <see cref="SampleDraw.HashOf"/>.</summary>
    public required byte[] PopulationHash { get; init; }

    public required Guid DrawnBy { get; init; }

    public required Instant DrawnAt { get; init; }

    public List<SampleStratum> Strata { get; init; } = [];

    public List<SampleMeal> Meals { get; init; } = [];
}

/// <summary>One site's meals of the month. Fen.</summary>
internal sealed class SampleStratum
{
    public required Guid SampleId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>All that could be drawn.</summary>
    public required long Meals { get; init; }

    /// <summary>What they cost the payer.</summary>
    public required long AmountFen { get; init; }
}

/// <summary>A meal that was drawn.</summary>
internal sealed class SampleMeal
{
    public required Guid SampleId { get; init; }

    public required Guid DecisionId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>Its place in the site's order, from 1.</summary>
    public required int Rank { get; init; }

    public required Guid ResidentId { get; init; }

    public required string OrderNumber { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Channel { get; init; }

    /// <summary>What the resident paid by our books.</summary>
    public required long OwnFen { get; init; }

    /// <summary>What it cost the payer, paid to residents and operators.</summary>
    public required long AmountFen { get; init; }

    public List<CallBack> CallBacks { get; init; } = [];
}

/// <summary>What was said about a meal on the telephone. Only added: the last one counts, those before show what was corrected.</summary>
internal sealed class CallBack
{
    public required Guid SampleId { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required CallBackOutcome Outcome { get; init; }

    /// <summary>Who brought or handed over the meal, in the resident's words.</summary>
    public required string? CarriedBy { get; init; }

    /// <summary>What the resident says to have paid, fen; null when they do not know.</summary>
    public required long? PaidFen { get; init; }

    public required string? Note { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }
}

internal sealed class SampleMapping
    : IEntityTypeConfiguration<Sample>, IEntityTypeConfiguration<SampleStratum>, IEntityTypeConfiguration<SampleMeal>, IEntityTypeConfiguration<CallBack>
{
    public void Configure(EntityTypeBuilder<Sample> builder)
    {
        builder.ToTable("samples");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Basis).HasConversion<string>().HasMaxLength(10);
        builder.Property(s => s.Seed).HasMaxLength(SampleDraw.MaxSeed);
        builder.Property(s => s.PopulationHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(s => new { s.Subdistrict, s.Month, s.Basis, s.Size, s.Seed }).IsUnique();
        builder.HasMany(s => s.Strata).WithOne().HasForeignKey(s => s.SampleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Meals).WithOne().HasForeignKey(m => m.SampleId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SampleStratum> builder)
    {
        builder.ToTable("sample_strata");
        builder.HasKey(s => new { s.SampleId, s.SiteCode });
        builder.Property(s => s.SiteCode).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<SampleMeal> builder)
    {
        builder.ToTable("sample_meals");
        builder.HasKey(m => new { m.SampleId, m.DecisionId });
        builder.Property(m => m.SiteCode).HasMaxLength(40);
        builder.Property(m => m.OrderNumber).HasMaxLength(40);
        builder.Property(m => m.MealPeriod).HasConversion<string>().HasMaxLength(10);
        builder.Property(m => m.Channel).HasConversion<string>().HasMaxLength(10);
        builder.HasMany(m => m.CallBacks).WithOne().HasForeignKey(c => new { c.SampleId, c.DecisionId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CallBack> builder)
    {
        builder.ToTable("call_backs");
        builder.HasKey(c => new { c.SampleId, c.DecisionId, c.Number });
        builder.Property(c => c.Outcome).HasConversion<string>().HasMaxLength(10);
        builder.Property(c => c.CarriedBy).HasMaxLength(100);
        builder.Property(c => c.Note).HasMaxLength(500);
    }
}

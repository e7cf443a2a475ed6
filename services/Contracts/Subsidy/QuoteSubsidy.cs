using MealDispatch.Contracts.Registry;
using NodaTime;

namespace MealDispatch.Contracts.Subsidy;

/// <summary>Question to Subsidy: what would be granted now? Takes nothing.</summary>
public sealed record QuoteSubsidy
{
    public required Guid ResidentId { get; init; }

    public required LocalDate BirthDate { get; init; }

    public required ResidentStatus StatusOnServiceDate { get; init; }

    public required IReadOnlyList<ResidentCategory> Categories { get; init; }

    public required string Subdistrict { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    /// <summary>Fen.</summary>
    public required long FoodFen { get; init; }

    /// <summary>Fen.</summary>
    public required long DeliveryFeeFen { get; init; }
}

/// <summary>The answer to <see cref="QuoteSubsidy"/>.</summary>
public sealed record SubsidyQuote
{
    public required IReadOnlyList<SubsidyGrant> Grants { get; init; }

    public required IReadOnlyList<SubsidyRefusal> Refusals { get; init; }

    /// <summary>Fen.</summary>
    public required long TotalFen { get; init; }

    public required string ExplanationZh { get; init; }

    public required string ExplanationEn { get; init; }
}

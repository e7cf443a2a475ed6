using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>An order is priced, paid where it is paid in advance, and will be cooked.</summary>
public sealed record OrderConfirmed
{
    public required Guid OrderId { get; init; }

    public required string Number { get; init; }

    public required Guid ResidentId { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The canteen that cooks; the same as <see cref="SiteCode"/> unless that is a dining table.</summary>
    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    public required IReadOnlyList<ConfirmedLine> Lines { get; init; }

    public required string? Remark { get; init; }

    /// <summary>Fen that the resident pays.</summary>
    public required long PayableFen { get; init; }

    /// <summary>Fen of the resident's subsidy.</summary>
    public required long SubsidyFen { get; init; }

    public required PaymentMethod PaymentMethod { get; init; }

    public required Instant CutoffAt { get; init; }

    public required Instant ServeFrom { get; init; }

    public required Instant ServeTo { get; init; }

    /// <summary>Staff let it in after the cutoff: it belongs to a supplementary wave.</summary>
    public required bool AfterCutoff { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>One item of a confirmed order as it stood on the menu.</summary>
public sealed record ConfirmedLine
{
    public required string ItemCode { get; init; }

    public required string Name { get; init; }

    public required MenuItemKind Kind { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Fen per piece.</summary>
    public required long PriceFen { get; init; }

    public required IReadOnlyList<string> DietTags { get; init; }

    public required IReadOnlyList<string> Ingredients { get; init; }

    /// <summary>What one piece of a set meal holds; null when the menu does not say, and in messages of before this was told.</summary>
    public IReadOnlyList<MenuItemPart>? Contains { get; init; }
}

/// <summary>A dish inside a set meal.</summary>
public sealed record MenuItemPart
{
    public required string Name { get; init; }

    /// <summary>Portions of it that one set meal takes.</summary>
    public required int Quantity { get; init; }
}

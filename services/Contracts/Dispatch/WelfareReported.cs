using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>What a rider, the staff or a courier's platform saw at the door.</summary>
public sealed record WelfareReported
{
    public required Guid ReportId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    public required WelfareLevel Level { get; init; }

    /// <summary>Codes like <c>no-answer</c>, <c>fall</c>, <c>unwell</c>; <c>refused</c> from a courier only.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    public required string? Note { get; init; }

    /// <summary>Who reported: <c>rider</c>, <c>staff</c>, <c>officer</c> or <c>platform</c>.</summary>
    public required string Source { get; init; }

    public required Instant OccurredAt { get; init; }
}

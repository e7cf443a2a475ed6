using System.Globalization;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>
/// One meal of one site: how many places are taken, the last order number given, and whether its window was said to be
/// closed. The row decides every race for the last place, and between the last order and the closing.
/// </summary>
internal sealed class SiteMeal
{
    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required string KitchenSiteCode { get; init; }

    /// <summary>
    /// Trace of the order that opened this meal: closing it goes on in that trace, so that one trace leads from an order to its
    /// batch. Null when nothing was traced.
    /// </summary>
    public required string? TraceParent { get; init; }

    /// <summary>As the site's settings were when the last order came.</summary>
    public required Instant CutoffAt { get; set; }

    /// <summary>Orders that count against the capacity.</summary>
    public int Taken { get; private set; }

    public int LastNumber { get; private set; }

    /// <summary>Real time (UTC) at which the cutoff was first seen to have passed; null before.</summary>
    public DateTime? CutoffSeenAt { get; private set; }

    /// <summary>Null until the window was said to be closed, once.</summary>
    public Instant? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public void TakePlace()
    {
        Taken++;
        Version++;
    }

    public void GiveBackPlace()
    {
        Taken = Math.Max(0, Taken - 1);
        Version++;
    }

    /// <summary>Like <c>HX01-250625-L12</c>.</summary>
    public string NextNumber()
    {
        LastNumber++;
        Version++;
        return string.Create(CultureInfo.InvariantCulture, $"{SiteCode}-{ServiceDate:yyMMdd}-{MealPeriod.ToString()[0]}{LastNumber}");
    }

    public void SeeCutoff(DateTime realNow)
    {
        CutoffSeenAt = realNow;
        Version++;
    }

    public void Close(Instant now)
    {
        ClosedAt = now;
        Version++;
    }
}

using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Care;

/// <summary>What the care pages share: what was just done, and times of the town.</summary>
internal abstract class CarePage(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    /// <summary>What the last action did; null when there was none or it failed.</summary>
    public string? Done { get; protected set; }

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    public string Time(Instant instant) => Words.Time(town.LocalOf(instant));
}

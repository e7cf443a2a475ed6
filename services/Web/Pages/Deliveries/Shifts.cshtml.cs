using System.Globalization;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Deliveries;

/// <summary>Who of the town's own riders is there, in which order each brings his meals; staff add and end shifts, and set an order by hand.</summary>
internal sealed class ShiftsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private IReadOnlyList<Delivery> waiting = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public string? Site { get; private set; }

    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    public IReadOnlyList<OwnRider> AllRiders { get; private set; } = [];

    public PeopleNames Riders { get; private set; } = PeopleNames.None;

    public ShiftForm Form { get; private set; } = new();

    public string Key { get; } = Ids.New().ToString("N");

    public string? Done { get; private set; }

    public Task OnGetAsync(string? site) => LoadAsync(site);

    public async Task OnPostAddAsync(string? site, ShiftForm form, string? key)
    {
        var added = await PostAsync<Shift>(
            "/api/rider/shifts",
            new { riderId = form.Rider, siteCode = site, from = At(form.Day, form.From), to = At(form.Day, form.To), form.Capacity }, key);
        Done = added is null ? null : T("班次加好了。");
        if (added is null)
            Form = form;
        await LoadAsync(site);
    }

    public async Task OnPostEndAsync(string? site, Guid shift)
    {
        await PostAsync<Shift>($"/api/rider/shifts/{shift}/leave");
        Done = Problem is null ? T("班次已结束。") : null;
        await LoadAsync(site);
    }

    /// <param name="deliveries">The stops as they stand, each with its place; those without one are the planner's.</param>
    /// <param name="add">Comes first.</param>
    public async Task OnPostOrderAsync(string? site, Guid shift, Guid[] deliveries, string[] places, Guid? add)
    {
        var byHand = deliveries.Zip(places).Where(stop => int.TryParse(stop.Second, CultureInfo.InvariantCulture, out _))
            .OrderBy(stop => int.Parse(stop.Second, CultureInfo.InvariantCulture)).Select(stop => stop.First);
        await SendAsync<Shift>(HttpMethod.Put, $"/api/rider/shifts/{shift}/order", new { deliveryIds = add is { } first ? byHand.Prepend(first) : byHand });
        Done = Problem is null ? T("顺序改好了。") : null;
        await LoadAsync(site);
    }

    public string Clock(Instant instant) => Words.Time(town.LocalOf(instant));

    public string DayAndClock(Instant instant) => $"{Words.Date(town.DateOf(instant))} {Clock(instant)}";

    /// <summary>Only what was set by hand has a place; null otherwise.</summary>
    public static int? PlaceOf(Shift shift, ShiftStop stop) => stop.ByHand ? shift.Stops.Where(s => s.ByHand).ToList().IndexOf(stop) + 1 : null;

    /// <summary>What waits for an own rider, and is not planned for this one.</summary>
    public IReadOnlyList<Delivery> OthersThan(Shift shift) => [.. waiting.Where(d => shift.Stops.All(stop => stop.DeliveryId != d.Id))];

    private string? At(string? day, string? time) =>
        LocalDatePattern.Iso.Parse(day ?? "") is { Success: true, Value: var date } && LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time ?? "") is { Success: true, Value: var clock }
            ? InstantPattern.ExtendedIso.Format(town.At(date, clock))
            : null;

    private async Task LoadAsync(string? site)
    {
        Sites = [.. (await KitchenSitesAsync()).Where(s => s.SuppliedBy is null)];
        Site = site is { Length: > 0 } ? site : Sites is [var first, ..] ? first.Code : null;
        var today = town.DateOf(clock.GetCurrentInstant());
        Form.Day ??= LocalDatePattern.Iso.Format(today);
        if (Site is null)
            return;
        var code = Uri.EscapeDataString(Site);
        Shifts = (await GetAsync<ListOf<Shift>>($"/api/rider/shifts?siteCode={code}")).Items;
        AllRiders = (await TryGetAsync<ListOf<OwnRider>>("/api/rider/riders"))?.Items ?? [];
        Riders = await PeopleAsync([.. AllRiders.Select(r => (Guid?)r.Id), .. Shifts.Select(s => (Guid?)s.RiderId)]);
        waiting = [.. (await GetAsync<ListOf<Delivery>>($"/api/deliveries?siteCode={code}&serviceDate={LocalDatePattern.Iso.Format(today)}&limit=500")).Items.Where(d => d.AwaitsOwnRider)];
    }
}

/// <summary>A shift as it is typed; times of the town.</summary>
internal sealed class ShiftForm
{
    public Guid? Rider { get; set; }

    public string? Day { get; set; }

    public string? From { get; set; } = "10:30";

    public string? To { get; set; } = "12:30";

    public int? Capacity { get; set; } = 8;
}

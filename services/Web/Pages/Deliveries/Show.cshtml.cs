using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Deliveries;

/// <summary>One delivery: each courier that was asked, what it said, what it costs, where the rider is, and what shows that the meal came.</summary>
internal sealed class ShowModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public Delivery Delivery { get; private set; } = null!;

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public IReadOnlyList<DeliveryProof> Proofs { get; private set; } = [];

    public TrackLine? Line { get; private set; }

    public string? Arrival { get; private set; }

    public bool Done { get; private set; }

    public bool MayAct => Session is { IsStaff: true } or { IsOfficer: true };

    public Task OnGetAsync(Guid id, string? done)
    {
        Done = done == "own-riders";
        return LoadAsync(id);
    }

    public async Task<IActionResult> OnGetLiveAsync(Guid id)
    {
        await LoadAsync(id);
        return Partial("Deliveries/_Show", this);
    }

    public async Task<IActionResult> OnPostOwnRidersAsync(Guid id)
    {
        await PostAsync<object>($"/api/deliveries/{id}/own-riders");
        if (Problem is null)
            return LocalRedirect($"/deliveries/{id}?done=own-riders");
        await LoadAsync(id);
        return Page();
    }

    public string Clock(Instant instant) => Words.Time(town.LocalOf(instant));

    private async Task LoadAsync(Guid id)
    {
        Delivery = await GetAsync<Delivery>($"/api/deliveries/{id}");
        Sites = await SitesAsync();
        Proofs = (await TryGetAsync<ListOf<DeliveryProof>>($"/api/deliveries/{id}/proofs"))?.Items ?? [];
        var track = await TryGetAsync<Track>($"/api/deliveries/{id}/track");
        (Line, Arrival) = (TrackLine.Of(track?.Items ?? []), track?.Arrival is { } arrival ? ArrivalWords.Of(arrival, town) : null);
    }
}

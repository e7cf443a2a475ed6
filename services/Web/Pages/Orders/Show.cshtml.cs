using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>An order from 订好了 to the door: in words first, then the timeline, then the rider's way, which shows only while the meal is on it.</summary>
internal sealed class ShowModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private static readonly string[] NotYetCooked = ["placed", "confirmed"];

    public Order Order { get; private set; } = null!;

    public string? ResidentName { get; private set; }

    public string SiteName { get; private set; } = "";

    public OrderProgress Progress { get; private set; } = null!;

    /// <summary>What the rider asks for at the door; null when there is nothing to tell.</summary>
    public string? ReceiptCode { get; private set; }

    public TrackLine? TrackLine { get; private set; }

    /// <summary>The rider took one of the meal at the door.</summary>
    public bool HasPhoto { get; private set; }

    public bool MayCancel => NotYetCooked.Contains(Order.Status) && (Order.CutoffAt is not { } cutoffAt || clock.GetCurrentInstant() < cutoffAt || Session is { IsStaff: true });

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public async Task<IActionResult> OnGetLiveAsync(Guid id)
    {
        await LoadAsync(id);
        return Partial("Orders/_Live", this);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, string? reason)
    {
        await PostAsync<Order>($"/api/orders/{id}/cancel", new { reason });
        if (Problem is null)
            return LocalRedirect($"/orders/{id}");
        await LoadAsync(id);
        return Page();
    }

    public string Clock(Instant instant) => Words.Time(town.LocalOf(instant));

    private async Task LoadAsync(Guid id)
    {
        var me = TryGetAsync<Me>("/api/me");
        Order = await GetAsync<Order>($"/api/orders/{id}");
        var site = TryGetAsync<Site>($"/api/sites/{Uri.EscapeDataString(Order.SiteCode)}");
        var track = Order is { IsOver: false, Delivery: { } delivery } ? await TryGetAsync<Track>($"/api/deliveries/{delivery.Id}/track") : null;
        if (OrderProgress.IsCarried(Order))
            TrackLine = TrackLine.Of(track?.Items ?? []);
        if (OrderProgress.IsAtTheDoor(Order))
            HasPhoto = (await TryGetAsync<ListOf<DeliveryProof>>($"/api/deliveries/{Order.Delivery!.Id}/proofs"))?.Items.Any(p => p.Kind == "photo") ?? false;
        ReceiptCode = track?.ReceiptCode;
        Progress = OrderProgress.Of(Order, track?.Arrival, clock.GetCurrentInstant(), town);
        ResidentName = (await me)?.Residents.FirstOrDefault(r => r.Id == Order.ResidentId)?.Name;
        SiteName = (await site)?.Name ?? Order.SiteCode;
        if (ResidentName is not null && await site is { } ordered)
            LastSite.Keep(HttpContext, ordered);
    }
}

/// <summary>A rider's way drawn into a box of 300 by 120.</summary>
internal sealed record TrackLine(string Points, string X, string Y, Instant At)
{
    private const double Width = 280, Height = 100, Margin = 10;

    public static TrackLine? Of(IReadOnlyList<TrackPoint> track)
    {
        if (track.Count == 0)
            return null;
        var (west, south) = (track.Min(p => p.Lng), track.Min(p => p.Lat));
        var span = Math.Max(Math.Max(track.Max(p => p.Lng) - west, (track.Max(p => p.Lat) - south) * Width / Height), 1e-6);
        string X(TrackPoint p) => (Margin + ((p.Lng - west) / span * Width)).ToString("0.0", CultureInfo.InvariantCulture);
        string Y(TrackPoint p) => (Margin + Height - ((p.Lat - south) / span * Width)).ToString("0.0", CultureInfo.InvariantCulture);
        return new TrackLine(string.Join(' ', track.Select(p => $"{X(p)},{Y(p)}")), X(track[^1]), Y(track[^1]), track[^1].At);
    }
}

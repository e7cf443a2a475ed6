using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>What the board says to a scan or a tap; <c>Kind</c> is <c>packed</c>, <c>again</c> or <c>unknown</c>.</summary>
internal sealed record ScanAnswer(string Kind, string Words);

/// <summary>The day's batches of one's sites, read from three metres, with what is to be cooked; a ticket is packed by scanning or tapping it.</summary>
internal sealed class BoardModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    /// <summary>Tickets to tap in one batch; more are scanned.</summary>
    public const int Taps = 60;

    private IReadOnlyDictionary<string, Site> sites = new Dictionary<string, Site>();
    private LocalDateTime now;

    public LocalDate Date { get; private set; }

    public string DateText => LocalDatePattern.Iso.Format(Date);

    /// <summary>The screen on the wall: nothing around the board.</summary>
    public bool Wall { get; private set; }

    /// <summary>Elders whom nobody looks after yet, of one's sites; null when nobody can say now.</summary>
    public AlertCounts? Alerts { get; private set; }

    public IReadOnlyList<Batch> Batches { get; private set; } = [];

    public IReadOnlyList<SitePrinter> Printers { get; private set; } = [];

    /// <summary>Deliveries that somebody must look after, <c>100+</c> when many; null when nobody can say now.</summary>
    public string? TroubledDeliveries { get; private set; }

    /// <summary>Null when nothing was scanned.</summary>
    public ScanAnswer? Answer { get; private set; }

    public string TimeNow => Words.Time(now);

    /// <summary>Null for whoever works nowhere.</summary>
    public string? StreamPath => Session!.Sites.Count == 0 ? null : $"/kitchen/changes?date={DateText}";

    /// <summary>Each meal's cutoff on the day, in words; those of one's sites are said once when they are the same.</summary>
    public IEnumerable<string> Cutoffs =>
        from site in sites.Values
        where Session!.Sites.Contains(site.Code) && !site.ClosedDates.Contains(Date)
        from window in site.OrderWindows
        let cutoff = Date.PlusDays(-window.CutoffDaysBefore) + window.Cutoff
        let closed = now >= cutoff || Batches.Any(b => b.SiteCode == (site.SuppliedBy ?? site.Code) && b.MealPeriod == window.MealPeriod && b.Status == "closed")
        orderby cutoff
        group window by (cutoff, window.MealPeriod, closed) into same
        select CutoffWords(Words.MealPeriod(same.Key.MealPeriod), same.Key.cutoff, same.Key.closed);

    public async Task OnGetAsync(string? date, bool wall, Guid? packed)
    {
        await LoadAsync(date, wall);
        if (packed is { } id && await TryGetAsync<Ticket>($"/api/kitchen/tickets/{id}") is { Status: "packed" } ticket)
            Answer = PackedAnswer(ticket);
    }

    public async Task<IActionResult> OnGetLiveAsync(string? date, bool wall)
    {
        await LoadAsync(date, wall);
        return Partial("Kitchen/_Board", this);
    }

    /// <summary>What a scanner typed, or a ticket's number by hand.</summary>
    public async Task<IActionResult> OnPostScanAsync(string? date, bool wall, string? code)
    {
        await LoadAsync(date, wall);
        var typed = code?.Trim().ToUpperInvariant() ?? "";
        if (typed.Length == 0)
            return Page();
        if (!typed.All(char.IsAsciiDigit))
            return await PackAsync(typed, typed);
        var numbered = Batches.SelectMany(b => b.Tickets ?? []).Where(t => t.Number?.ToString(CultureInfo.InvariantCulture) == typed.TrimStart('0')).ToList();
        var open = numbered.Where(t => t.Status == "to-pack").ToList();
        if ((open.Count > 0 ? open : numbered) is [var only])
            return await PackAsync(only.Id.ToString(), typed);
        Answer = numbered.Count == 0 ? Unknown(typed) : new ScanAnswer("unknown", T("有几张小票都是 {0} 号，请扫条码", typed));
        return Page();
    }

    public async Task<IActionResult> OnPostPackedAsync(string? date, bool wall, Guid ticket)
    {
        await LoadAsync(date, wall);
        return await PackAsync(ticket.ToString(), T("这张小票"));
    }

    public string NameOf(string siteCode) => sites.GetValueOrDefault(siteCode)?.Name ?? siteCode;

    public string PrintedAt(SitePrinter printer) =>
        printer.LastPrintAt is { } at ? town.LocalOf(at).ToString(T("M月d日 H:mm"), CultureInfo.InvariantCulture) : T("还没有打过");

    /// <summary>The same day and screen.</summary>
    public string PathOf(string handler) => $"/kitchen?handler={handler}&date={DateText}{(Wall ? "&wall=true" : "")}";

    private string CutoffWords(string meal, LocalDateTime cutoff, bool closed) =>
        now >= cutoff ? T("{0} {1} 已截单", meal, Words.Time(cutoff)) : closed ? T("{0} 已截单", meal) : T("{0} {1} 截单", meal, Words.Time(cutoff));

    private static ScanAnswer Unknown(string typed) => new("unknown", T("没有这张小票：{0}", typed));

    private static ScanAnswer PackedAnswer(Ticket ticket) => new(
        "packed", string.Join(' ', [T("{0} 号 已打包", ticket.Number), ticket.Resident, .. (ticket.Warnings ?? []).Select(Words.DietTag)]));

    /// <summary>Says loudly what was scanned. After packing the browser is sent to the board anew, so that reloading repeats nothing.</summary>
    private async Task<IActionResult> PackAsync(string idOrCode, string typed)
    {
        var path = $"/api/kitchen/tickets/{Uri.EscapeDataString(idOrCode)}";
        if (await TryGetAsync<Ticket>(path) is not { } ticket)
        {
            Answer = Unknown(typed);
            return Page();
        }

        if (ticket.Status is "packed" or "handed-over")
        {
            Answer = new ScanAnswer("again", T("{0} 号早就是：{1}", ticket.Number, Words.TicketWhereabouts(ticket.Status, ticket.PickedUpAt, ticket.DeliveredAt)));
            return Page();
        }

        await PostAsync<Ticket>($"{path}/packed");
        if (Problem is null)
            return LocalRedirect($"/kitchen?date={DateText}{(Wall ? "&wall=true" : "")}&packed={ticket.Id}");
        (Answer, Problem) = (new ScanAnswer("unknown", Problem.Words), null);
        return Page();
    }

    private async Task LoadAsync(string? date, bool wall)
    {
        Wall = wall;
        now = town.LocalOf(clock.GetCurrentInstant());
        Date = DateField.Of(date, now.Date);
        var batches = (await GetAsync<ListOf<Batch>>($"/api/kitchen/batches?serviceDate={DateText}&limit=100")).Items;
        Printers = (await TryGetAsync<ListOf<SitePrinter>>("/api/kitchen/printers"))?.Items ?? [];
        Alerts = await TryGetAsync<AlertCounts>("/api/care/alerts/counts");
        sites = (await SitesAsync()).ToDictionary(s => s.Code);
        if (await TryGetAsync<ListOf<DeliveryId>>($"/api/deliveries?serviceDate={DateText}&needsAttention=true&limit=100") is { } troubled)
            TroubledDeliveries = troubled.Items.Count.ToString(CultureInfo.InvariantCulture) + (troubled.Next is null ? "" : "+");
        var whole = await Task.WhenAll(batches.Select(b => GetAsync<Batch>($"/api/kitchen/batches/{b.Id}")));
        Batches = [.. whole.OrderBy(b => MealRank(b.MealPeriod)).ThenBy(b => b.SiteCode, StringComparer.Ordinal).ThenBy(b => b.Wave)];
    }

    private static int MealRank(string mealPeriod) => mealPeriod switch { "breakfast" => 0, "lunch" => 1, _ => 2 };
}

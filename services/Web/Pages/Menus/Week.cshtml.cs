using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Menus;

/// <summary>A meal that copying would publish, with whom its menu leaves without a meal; <c>Check</c> is null when nobody can say.</summary>
internal sealed record PlannedMenu(LocalDate Date, string Meal, IReadOnlyList<KitchenMenuItem> Items, MenuCheck? Check);

/// <summary>A week of a kitchen's menus. Another week is copied into the meals that have none; first it is shown whom that would leave without a meal.</summary>
internal sealed class WeekModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MenuPage(api, sessions)
{
    private const int Days = 7;

    public LocalDate Monday { get; private set; }

    public LocalDate Today => town.DateOf(clock.GetCurrentInstant());

    public IReadOnlyList<KitchenMenu> Menus { get; private set; } = [];

    public IReadOnlyList<string> Meals => Site is null ? [] : [.. Site.OrderWindows.Select(w => w.MealPeriod)];

    /// <summary>The week that is copied, its Monday.</summary>
    public LocalDate From { get; private set; }

    /// <summary>What copying would publish; null when nobody asked.</summary>
    public IReadOnlyList<PlannedMenu>? Plan { get; private set; }

    public string? Done { get; private set; }

    public async Task OnGetAsync(string? site, string? week, int? copied, int? failed, bool published)
    {
        await LoadAsync(site, week, null);
        Done = published ? T("已发布。")
            : copied is null ? null
            : failed > 0 ? T("复制并发布了 {0} 餐；{1} 餐没有发布，别人可能刚刚写了，请看下面。", copied, failed)
            : T("复制并发布了 {0} 餐。", copied);
    }

    public async Task<IActionResult> OnPostCopyAsync(string? site, string? week, string? from)
    {
        await LoadAsync(site, week, from);
        Plan = await Task.WhenAll((await MissingAsync()).Select(async m => m with { Check = await CheckAsync(m.Date, m.Meal, m.Items) }));
        Problem = null;
        return Page();
    }

    /// <summary>Only meals without a menu: what somebody wrote is never copied over.</summary>
    public async Task<IActionResult> OnPostPublishAsync(string? site, string? week, string? from)
    {
        await LoadAsync(site, week, from);
        var (copied, failed) = (0, 0);
        foreach (var missing in await MissingAsync())
        {
            if (await PublishAsync(missing.Date, missing.Meal, missing.Items, version: 0) is null)
                failed++;
            else
                copied++;
        }

        return LocalRedirect($"/menus?site={Uri.EscapeDataString(Site!.Code)}&week={Words.DateText(Monday)}&copied={copied}&failed={failed}");
    }

    public KitchenMenu? MenuOf(LocalDate date, string meal) => Menus.FirstOrDefault(m => m.ServiceDate == date && m.MealPeriod == meal);

    private async Task LoadAsync(string? site, string? week, string? from)
    {
        await LoadSitesAsync(site);
        Monday = MondayOf(week) ?? MondayOf(Today);
        From = MondayOf(from) ?? Monday.PlusWeeks(-1);
        Menus = await MenusAsync(Monday, Monday.PlusDays(Days - 1));
    }

    private async Task<IEnumerable<PlannedMenu>> MissingAsync()
    {
        if (!MayWrite)
            return [];
        var source = await MenusAsync(From, From.PlusDays(Days - 1));
        var ahead = Period.DaysBetween(From, Monday);
        return source.Select(m => new PlannedMenu(m.ServiceDate.PlusDays(ahead), m.MealPeriod, m.Items, null))
            .Where(m => m.Date >= Today && m.Items.Count > 0 && Meals.Contains(m.Meal) && !Site!.ClosedDates.Contains(m.Date) && MenuOf(m.Date, m.Meal) is null);
    }

    private static LocalDate? MondayOf(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2200 } date } ? MondayOf(date) : null;

    private static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);
}

using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Menus;

/// <summary>
/// One meal's menu: typed, checked (whom it leaves without a meal), published. When somebody else published it meanwhile, what they have is shown
/// beside what was typed, and nothing typed is lost.
/// </summary>
internal sealed class EditModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MenuPage(api, sessions)
{
    private const int BlankRows = 2;

    public LocalDate Date { get; private set; }

    public string Meal { get; private set; } = "lunch";

    public MenuForm Form { get; private set; } = new([], 0, "");

    /// <summary>What is typed, and room for more.</summary>
    public IReadOnlyList<MenuRow> Rows => [.. Form.Rows, .. Enumerable.Repeat(MenuRow.Blank, Blanks)];

    public int Blanks { get; private set; } = BlankRows;

    /// <summary>Orders for this meal so far; null when nobody can say now.</summary>
    public int? Orders { get; private set; }

    /// <summary>True when what is typed was checked and can be published.</summary>
    public bool IsChecked { get; private set; }

    public MenuCheck? Check { get; private set; }

    /// <summary>What somebody else published meanwhile, against what is typed; null when nobody did.</summary>
    public IReadOnlyList<string>? Differences { get; private set; }

    public string Query => $"site={Uri.EscapeDataString(Site?.Code ?? "")}&date={Words.DateText(Date)}&meal={Meal}";

    public string WeekPath => $"/menus?site={Uri.EscapeDataString(Site?.Code ?? "")}&week={Words.DateText(Date)}";

    public async Task OnGetAsync(string? site, string? date, string? meal, string? copyDate, string? copyMeal)
    {
        await LoadAsync(site, date, meal);
        var current = await CurrentAsync(Date, Meal);
        var copied = LocalDatePattern.Iso.Parse(copyDate ?? "") is { Success: true, Value: var from } ? await CurrentAsync(from, Words.MealPeriods.Contains(copyMeal) ? copyMeal! : Meal) : null;
        if (copyDate is not null && copied is null)
            Problem = new ApiProblem(404, "web.no-menu", T("那一餐没有菜单，请换一天。"), null);
        Form = MenuForm.Of((copied ?? current)?.Items ?? [], current?.Version ?? 0);
        if (Form.Rows.Count == 0)
            Blanks = BlankRows + 2;
    }

    public async Task<IActionResult> OnPostMoreAsync(string? site, string? date, string? meal)
    {
        await ReadAsync(site, date, meal);
        Blanks = BlankRows + 2;
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync(string? site, string? date, string? meal)
    {
        await ReadAsync(site, date, meal);
        if (Typed() is { } items)
            await ShowCheckAsync(items);
        return Page();
    }

    public async Task<IActionResult> OnPostPublishAsync(string? site, string? date, string? meal)
    {
        await ReadAsync(site, date, meal);
        if (Typed() is not { } items)
            return Page();
        if (Form.Seen != MenuForm.MarkOf(items))
        {
            await ShowCheckAsync(items);
            return Page();
        }

        if (await PublishAsync(Date, Meal, items, Form.Version) is not null)
            return LocalRedirect($"{WeekPath}&published=true");
        if (Problem is { Status: StatusCodes.Status409Conflict } stale)
        {
            var current = await CurrentAsync(Date, Meal);
            Differences = DifferencesOf(current?.Items ?? [], items);
            Form = Form with { Version = current?.Version ?? 0 };
            await ShowCheckAsync(items);
            Problem = stale with { Detail = T("您打开以后，别人发布了这一餐的菜单。您写的都还在，下面是两边不同的地方。看清以后可以再发布，会盖掉对方的。") };
        }

        return Page();
    }

    private async Task LoadAsync(string? site, string? date, string? meal)
    {
        await LoadSitesAsync(site);
        Date = DateField.Of(date, town.DateOf(clock.GetCurrentInstant()));
        Meal = Words.MealPeriods.Contains(meal) ? meal! : "lunch";
        Orders = (await TryGetAsync<ListOf<Batch>>($"/api/kitchen/batches?siteCode={Uri.EscapeDataString(Site?.Code ?? "-")}&serviceDate={Words.DateText(Date)}&mealPeriod={Meal}"))?.Items.Sum(b => b.Orders);
    }

    private async Task ReadAsync(string? site, string? date, string? meal)
    {
        await LoadAsync(site, date, meal);
        Form = MenuForm.Of(Request.Form);
    }

    private async Task<KitchenMenu?> CurrentAsync(LocalDate date, string meal) => (await MenusAsync(date, date)).FirstOrDefault(m => m.MealPeriod == meal);

    /// <summary>Null, with a problem by field, when something is wrong.</summary>
    private IReadOnlyList<KitchenMenuItem>? Typed()
    {
        var (items, wrong) = Form.Read();
        if (wrong.Count == 0)
            return items;
        Problem = new ApiProblem(400, "web.menu-wrong", T("有几处要改，您写的都还在。"), wrong);
        return null;
    }

    private async Task ShowCheckAsync(IReadOnlyList<KitchenMenuItem> items)
    {
        Check = await CheckAsync(Date, Meal, items);
        Problem = null;
        (IsChecked, Form) = (true, Form with { Seen = MenuForm.MarkOf(items) });
    }

    private static IReadOnlyList<string> DifferencesOf(IReadOnlyList<KitchenMenuItem> theirs, IReadOnlyList<KitchenMenuItem> mine) =>
    [
        .. from item in theirs where mine.All(m => m.Code != item.Code) select T("对方有，您没有：{0}", WordsOf(item)),
        .. from item in mine where theirs.All(t => t.Code != item.Code) select T("您有，对方没有：{0}", WordsOf(item)),
        .. from item in mine
           join their in theirs on item.Code equals their.Code
           where WordsOf(item) != WordsOf(their)
           select T("对方：{0}。您：{1}", WordsOf(their), WordsOf(item)),
    ];

    private static string WordsOf(KitchenMenuItem item) => string.Join(' ', new[]
    {
        item.Code, item.Name, Words.Money(item.PriceFen), string.Join(T("、"), item.DietTags.Order().Select(Words.DietTag)), string.Join(T("、"), item.Ingredients),
        string.Join(T("、"), item.Contains.Select(p => $"{p.Name}×{p.Quantity}")), item.Stock is { } stock ? T("限 {0} 份", stock) : "",
    }.Where(part => part.Length > 0));
}

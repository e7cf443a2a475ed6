using System.Globalization;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Family;

/// <summary>助餐账户: what is left, what each change was for, and how to put money in.</summary>
internal sealed class AccountModel(MealApi api, WebSessions sessions, Town town) : ResidentPage(api, sessions)
{
    private const int PerPage = 30;
    private const long FenPerYuan = 100;
    private const int MostYuan = 10_000;

    public static IReadOnlyList<int> Amounts { get; } = [50, 100, 200];

    public MealAccount? Account { get; private set; }

    /// <summary>The page of older entries is shown: no form on it.</summary>
    public bool IsOlder { get; private set; }

    /// <summary>What is to be paid now; null before.</summary>
    public TopUp? TopUp { get; private set; }

    public string? Amount { get; private set; }

    /// <summary>Sending the form twice is one payment.</summary>
    public string Key { get; private set; } = Ids.New().ToString("N");

    public async Task OnGetAsync(Guid? resident, string? after)
    {
        IsOlder = after is not null;
        await LoadAsync(resident, after);
    }

    public async Task OnPostAsync(Guid? resident, string? amount, string? otherAmount, string? key)
    {
        Amount = string.IsNullOrWhiteSpace(otherAmount) ? amount : otherAmount.Trim();
        Key = key is { Length: > 0 and <= 64 } ? key : Key;
        await ChooseAsync(resident);
        ApiProblem? refusal = null;
        if (!int.TryParse(Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var yuan) || yuan is < 1 or > MostYuan)
        {
            refusal = new ApiProblem(400, "web.amount", T("请选一个金额，或者填 1 到 {0} 的整数。", MostYuan), null);
        }
        else if (Resident is not null)
        {
            TopUp = await PostAsync<TopUp>($"/api/residents/{Resident.Id}/meal-account/top-ups", new { amountFen = yuan * FenPerYuan, method = "online" }, Key);
            refusal = Problem;
        }

        await LoadAsync(resident, null);
        Problem = refusal;
    }

    public IEnumerable<IGrouping<string, MealAccountEntry>> ByMonth() =>
        (Account?.Entries ?? []).GroupBy(e => OrderWords.Month(town.DateOf(e.At).ToYearMonth()));

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    private async Task LoadAsync(Guid? resident, string? after)
    {
        await ChooseAsync(resident);
        if (Resident is not null)
            Account = await GetAsync<MealAccount>($"/api/residents/{Resident.Id}/meal-account?limit={PerPage}&after={Uri.EscapeDataString(after ?? "")}");
    }
}

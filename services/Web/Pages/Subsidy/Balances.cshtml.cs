using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Balances, the check of the whole ledger, and what is kept outside.</summary>
internal sealed class BalancesModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private static readonly LocalDateTimePattern HeadTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFFF");

    public IReadOnlyList<AccountBalance> Accounts { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public long Sum => Accounts.Sum(a => a.BalanceFen);

    /// <summary>Null until somebody asks for it.</summary>
    public LedgerVerification? Verification { get; private set; }

    /// <summary>Null before anything was sealed.</summary>
    public SignedHead? Head { get; private set; }

    /// <summary>When it was sealed, by the town's clock; heads are signed with it as it stands in UTC.</summary>
    public string TimeOf(SignedHead head) => HeadTime.Parse(head.SealedAt) is { Success: true, Value: var utc } ? Words.LongClock(town.LocalOf(utc.InUtc().ToInstant())) : head.SealedAt;

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostVerifyAsync()
    {
        Verification = await PostAsync<LedgerVerification>("/api/subsidy/ledger/verify");
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var sites = SitesAsync();
        Accounts = (await GetAsync<ListOf<AccountBalance>>("/api/subsidy/ledger/balances")).Items;
        Head = await TryGetAsync<SignedHead>("/api/subsidy/ledger/head");
        Sites = await sites;
    }
}

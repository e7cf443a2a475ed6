using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Balances, the check of the whole ledger, and what is kept outside.</summary>
internal sealed class BalancesModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<AccountBalance> Accounts { get; private set; } = [];

    public long Sum => Accounts.Sum(a => a.BalanceFen);

    /// <summary>Null until somebody asks for it.</summary>
    public LedgerVerification? Verification { get; private set; }

    /// <summary>Null before anything was sealed.</summary>
    public SignedHead? Head { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostVerifyAsync()
    {
        Verification = await PostAsync<LedgerVerification>("/api/subsidy/ledger/verify");
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        Accounts = (await GetAsync<ListOf<AccountBalance>>("/api/subsidy/ledger/balances")).Items;
        Head = await TryGetAsync<SignedHead>("/api/subsidy/ledger/head");
    }
}

using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

internal sealed class BalancesModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<AccountBalance> Accounts { get; private set; } = [];

    public long Sum => Accounts.Sum(a => a.BalanceFen);

    public async Task OnGetAsync() => Accounts = (await GetAsync<ListOf<AccountBalance>>("/api/subsidy/ledger/balances")).Items;
}

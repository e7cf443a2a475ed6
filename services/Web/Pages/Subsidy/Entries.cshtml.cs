using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Entries by day of posting and by account; filter and page are in the address.</summary>
internal sealed class EntriesModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public string? From { get; private set; }

    public string? To { get; private set; }

    public string? Account { get; private set; }

    public IReadOnlyList<LedgerEntry> Items { get; private set; } = [];

    /// <summary>Offered to filter by.</summary>
    public IReadOnlyList<AccountBalance> Accounts { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    /// <summary>Address of the next page; null on the last.</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync(string? from, string? to, string? account, string? after)
    {
        (From, To, Account) = (from, to, account);
        var sites = SitesAsync();
        var accounts = TryGetAsync<ListOf<AccountBalance>>("/api/subsidy/ledger/balances");
        var page = await GetAsync<ListOf<LedgerEntry>>("/api/subsidy/ledger" + Query(after, "50"));
        Items = page.Items;
        People = await PeopleAsync(Items.Select(entry => entry.By));
        Sites = await sites;
        Accounts = (await accounts)?.Items ?? [];
        Next = page.Next is null ? null : "/subsidy/ledger/entries" + Query(page.Next, null);
    }

    public string Clock(Instant instant) => town.LocalOf(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Exactly what is filtered, as a file.</summary>
    public string Download => $"/subsidy/ledger/entries{Query(null, null)}";

    private string Query(string? after, string? limit)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("from", From), ("to", To), ("account", Account), ("after", after), ("limit", limit) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return query.ToString();
    }
}

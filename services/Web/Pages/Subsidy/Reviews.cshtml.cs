using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Meals that no settlement takes by itself: an officer accepts or rejects each with a reason.</summary>
internal sealed class ReviewsModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public IReadOnlyList<MealReview> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Done { get; private set; }

    public Task OnGetAsync(string? after) => LoadAsync(after);

    public async Task OnPostAsync(Guid decision, string? verdict, string? reason)
    {
        await PostAsync<MealReview>($"/api/subsidy/reviews/{decision}", new { verdict, reason });
        if (Problem is null)
            Done = verdict == "accept" ? T("已接受，重新汇总结算单时列入。") : T("已拒绝，并申请追回，请另一位工作人员审批。");
        await LoadAsync(null);
    }

    public string NameOf(string siteCode) => names.GetValueOrDefault(siteCode, siteCode);

    private async Task LoadAsync(string? after)
    {
        var page = await GetAsync<ListOf<MealReview>>($"/api/subsidy/reviews?status=pending&limit=20&after={Uri.EscapeDataString(after ?? "")}");
        (Items, Next) = (page.Items, page.Next);
        names = (await SitesAsync()).ToDictionary(s => s.Code, s => s.Name);
    }
}

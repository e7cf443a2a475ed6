using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Shared;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Care;

/// <summary>Behind the QR 骑手反馈 on the bag: anybody who holds the bag, without sign-in; shows nothing of whose it is.</summary>
internal sealed class BagReportModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    private static ApiProblem LinkEnded => new(404, "web.link-ended", T("这个二维码现在不能用：餐还没取走，或送达已超过两小时。有急事请打电话给食堂。"), null);

    public bool Sent { get; private set; }

    public string? Level { get; private set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string? Note { get; private set; }

    protected override bool NeedsSignIn => false;

    public async Task OnPostAsync(string token, string? level, string[]? codes, string? note)
    {
        (Level, Codes, Note) = (level, codes ?? [], note);
        if (Level is null)
        {
            Problem = WelfareFields.LevelMissing;
            return;
        }

        await PostAsync<object>($"/api/care/reports/{Uri.EscapeDataString(token)}", new { level, codes = Codes, note });
        Sent = Problem is null;
        if (Problem is { Status: 404 })
            Problem = LinkEnded;
    }
}

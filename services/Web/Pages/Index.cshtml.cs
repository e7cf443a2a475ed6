using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages;

internal sealed class IndexModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    /// <summary>Messages that were not read yet.</summary>
    public int Unread { get; private set; }

    protected override bool NeedsSignIn => false;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Session is { MayAudit: true, IsResident: false, IsStaff: false })
            return LocalRedirect("/town");
        if (Session is not { IsResident: true })
            return Page();
        var unread = TryGetAsync<UnreadCount>("/api/care/messages/unread");
        Residents = (await TryGetAsync<Me>("/api/me"))?.Residents ?? [];
        Unread = (await unread)?.Count ?? 0;
        return Page();
    }
}

using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A scheme with its versions: read by everybody who audits; activated, refused or withdrawn by officers.</summary>
internal sealed class SchemeModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private Me? me;

    public JsonObject Scheme { get; private set; } = null!;

    public string Code => (string)Scheme["code"]!;

    /// <summary>Newest first.</summary>
    public IEnumerable<JsonObject> Versions => Scheme["versions"]!.AsArray().Select(v => v!.AsObject()).Reverse();

    public IEnumerable<JsonObject> History => Scheme["history"]!.AsArray().Select(e => e!.AsObject());

    public PeopleNames People { get; private set; } = PeopleNames.None;

    /// <summary>What decides today; null before the first one begins.</summary>
    public JsonObject? InForce => Versions.FirstOrDefault(v => (string)v["status"]! == "active" && string.CompareOrdinal((string)v["effectiveFrom"]!, Today) <= 0);

    private string Today => LocalDatePattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()));

    public Task OnGetAsync(string code) => LoadAsync(code);

    public Task<IActionResult> OnPostActivateAsync(string code, int version, int revision) => ActAsync(code, version, $"activate?revision={revision}", null);

    public Task<IActionResult> OnPostRefuseAsync(string code, int version, string? reason) => ActAsync(code, version, "refuse", new { reason });

    public Task<IActionResult> OnPostWithdrawAsync(string code, int version, string? reason) => ActAsync(code, version, "withdraw", new { reason });

    public bool MayWithdraw(JsonObject version) =>
        (string)version["status"]! == "draft" || ((string)version["status"]! == "active" && string.CompareOrdinal((string)version["effectiveFrom"]!, Today) > 0);

    /// <summary>Whoever wrote a draft does not activate it.</summary>
    public bool IsMine(JsonObject version) => me is not null && (Guid)version["authorId"]! == me.Id;

    public string Clock(JsonNode? instant) => SchemeWords.Clock(town, instant);

    private async Task<IActionResult> ActAsync(string code, int version, string action, object? body)
    {
        await PostAsync<JsonObject>($"/api/subsidy/schemes/{Uri.EscapeDataString(code)}/versions/{version}/{action}", body);
        if (Problem is null)
            return LocalRedirect($"/subsidy/schemes/{Uri.EscapeDataString(code)}");
        await LoadAsync(code);
        return Page();
    }

    private async Task LoadAsync(string code)
    {
        var asked = TryGetAsync<Me>("/api/me");
        Scheme = await GetAsync<JsonObject>($"/api/subsidy/schemes/{Uri.EscapeDataString(code)}");
        me = await asked;
        People = await PeopleAsync(History.Select(step => (Guid?)step["by"]));
    }
}

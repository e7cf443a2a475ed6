using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Builds a scheme without JSON: rows for tiers and funders, and what elders would pay beside it. A double tap is one draft.</summary>
internal sealed class SchemeEditModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public SchemeForm Form { get; private set; } = null!;

    public string Key { get; private set; } = "";

    public SchemePreview Preview { get; private set; } = SchemePreview.None;

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public async Task OnGetAsync(string? code, int? version)
    {
        Key = Ids.New().ToString("N");
        var startsOn = LocalDatePattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()).PlusMonths(1).With(DateAdjusters.StartOfMonth));
        Form = SchemeForm.New(startsOn);
        if (code is not null)
        {
            var scheme = await GetAsync<JsonObject>($"/api/subsidy/schemes/{Uri.EscapeDataString(code)}");
            var from = scheme["versions"]!.AsArray().FirstOrDefault(v => (int)v!["version"]! == version)?.AsObject() ?? scheme;
            Form = SchemeForm.Of(from);
            if ((string)from["status"]! == "draft")
            {
                Form.Set("version", from["version"]!.ToString());
                Form.Set("revision", from["revision"]!.ToString());
            }
            else
            {
                Form.Set("effectiveFrom", startsOn);
            }
        }
        await LoadAsync();
        await CheckAsync();
    }

    public async Task<IActionResult> OnPostAsync(string? @do, string? key)
    {
        Form = SchemeForm.Of(Request.Form);
        Key = key is { Length: > 0 and <= 64 } ? key : Ids.New().ToString("N");
        if (@do == "save" && await SaveAsync() is { } saved)
            return LocalRedirect($"/subsidy/schemes/{Uri.EscapeDataString((string)saved["code"]!)}");
        var refusal = Problem;
        if (@do is not (null or "save" or "calc"))
            Form.Rearrange(@do);
        await LoadAsync();
        await CheckAsync();
        Problem = refusal;
        return Page();
    }

    /// <summary>The part that follows the typing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync()
    {
        Form = SchemeForm.Of(Request.Form);
        await CheckAsync();
        Problem = null;
        return Partial("_SchemePreview", Preview);
    }

    private async Task<JsonObject?> SaveAsync()
    {
        var scheme = Form.ToJson(await SubdistrictAsync());
        if (Form.Unread.Count > 0)
        {
            Problem = new ApiProblem(400, "web.unread", T("有些数字看不懂，请看标出的地方。"), null);
            return null;
        }
        var saved = Form.Version.Length > 0
            ? await SendAsync<JsonObject>(HttpMethod.Put, $"/api/subsidy/schemes/{Uri.EscapeDataString(Form["code"])}/versions/{Uri.EscapeDataString(Form.Version)}", scheme)
            : await PostAsync<JsonObject>("/api/subsidy/schemes", scheme, Key);
        if (Problem is { Code: "request.invalid" })
            Problem = Problem with { Detail = T("草稿没有保存：请看标出的地方。"), Errors = null };
        return saved;
    }

    private async Task CheckAsync()
    {
        var scheme = Form.ToJson(await SubdistrictAsync());
        var check = await PostAsync<JsonObject>("/api/subsidy/schemes/check", scheme);
        Preview = SchemePreview.Of(check, Form.Unread);
    }

    private async Task<string> SubdistrictAsync() => (await GetAsync<Me>("/api/me")).Subdistrict ?? "";

    private async Task LoadAsync()
    {
        Budgets = (await TryGetAsync<ListOf<Budget>>("/api/subsidy/budgets?limit=500"))?.Items ?? [];
        Sites = await SitesAsync();
    }
}

/// <summary>What the API says of a scheme as it is typed.</summary>
/// <param name="Errors">By field of the form.</param>
internal sealed record SchemePreview(IReadOnlyDictionary<string, string> Errors, IReadOnlyList<string> Warnings, JsonObject? Examples)
{
    public static readonly SchemePreview None = new(new Dictionary<string, string>(), [], null);

    public static SchemePreview Of(JsonObject? check, IReadOnlyDictionary<string, string> unread)
    {
        var errors = unread.ToDictionary();
        foreach (var error in check?["errors"]?.AsArray() ?? [])
            errors.TryAdd(SchemeForm.FieldOf((string)error!["field"]!), (string)error[English ? "en" : "zh"]!);
        return new SchemePreview(errors, [.. (check?["warnings"]?.AsArray() ?? []).Select(w => (string)w![English ? "en" : "zh"]!)], check?["examples"]?.AsObject());
    }
}

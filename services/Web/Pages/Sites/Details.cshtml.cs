using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Sites;

/// <summary>One site: all that is set about it, its printer and its poster. What was refused stays as it was typed.</summary>
internal sealed class DetailsModel(MealApi api, WebSessions sessions) : SitePage(api, sessions)
{
    private JsonObject site = [];

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public SiteForm Form { get; private set; } = null!;

    /// <summary>Where what somebody else saved meanwhile is not what was typed here; null when nobody did.</summary>
    public IReadOnlyList<(string Label, string There)>? Differences { get; private set; }

    public string Host { get; private set; } = "";

    public string Port { get; private set; } = "9100";

    public string Width { get; private set; } = "80";

    public bool AutoPrint { get; private set; } = true;

    public string? PrinterVersion { get; private set; }

    public Task OnGetAsync(string code) => LoadAsync(code);

    public async Task OnPostSaveAsync(string code, SiteForm form)
    {
        await LoadAsync(code, changes: true);
        // A form cannot move a site; and an older one than what stands is refused by its version.
        (form.Code, form.Subdistrict) = (code, (string?)site["subdistrict"]);
        if (await PutAsync(code, form, site) is { } saved)
        {
            (site, Done) = (saved, T("已保存。"));
            Show();
            return;
        }

        var there = Form;
        Form = form;
        if (Problem is not { Code: "request.stale-version" })
            return;
        Differences = [.. form.DifferencesFrom(there)];
        form.Version = there.Version;
        Problem = null;
    }

    public async Task OnPostPrinterAsync(string code, string? host, string? port, string? width, bool autoPrint, string? version)
    {
        await LoadAsync(code, changes: true);
        var body = new { host, port = Number(port), widthMm = Number(width), encoding = "gb18030", autoPrint, version = Number(version) };
        await SendAsync<JsonObject>(HttpMethod.Put, $"/api/kitchen/printers/{Uri.EscapeDataString(code)}", body);
        Problem = FieldWords.Explain(Problem, field => SiteWords.Field(field));
        if (Problem is null)
        {
            Done = T("已保存。");
            await LoadPrinterAsync(code);
        }
        else
        {
            (Host, Port, Width, AutoPrint) = (host ?? "", port ?? "", width ?? "", autoPrint);
        }
    }

    private async Task LoadAsync(string code, bool changes = false)
    {
        Code = code;
        var printer = LoadPrinterAsync(code);
        await BeginAsync(changes);
        site = await GetAsync<JsonObject>(PathOf(code));
        if (Own.All(s => s.Code != code))
            throw new ApiProblemException(new ApiProblem(404, "request.not-found", null, null));
        await printer;
        Show();
    }

    private async Task LoadPrinterAsync(string code)
    {
        if (await TryGetAsync<JsonObject>($"/api/kitchen/printers/{Uri.EscapeDataString(code)}") is not { } printer)
            return;
        (Host, Port, Width) = ((string?)printer["host"] ?? "", printer["port"]?.ToString() ?? "", printer["widthMm"]?.ToString() ?? "");
        (AutoPrint, PrinterVersion) = ((bool?)printer["autoPrint"] ?? true, printer["version"]?.ToString());
    }

    private void Show() => (Form, Name) = (SiteForm.Of(site), (string?)site["name"] ?? Code);

    /// <summary>What is not a number goes as it is: the API says which field is wrong.</summary>
    private static object? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(text) ? null : text;
}

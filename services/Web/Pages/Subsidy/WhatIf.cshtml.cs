using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A past month under another version: the difference by site, tier, day and budget; nothing is changed.</summary>
internal sealed class WhatIfModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Month { get; private set; } = "";

    /// <summary><c>CODE/2</c>, or <c>-CODE</c> to leave it out.</summary>
    public string? Chosen { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Choices { get; private set; } = [];

    public JsonObject? Result { get; private set; }

    public Task OnGetAsync(string? month, string? scheme) => LoadAsync(month, scheme);

    public async Task OnPostAsync(string? month, string? scheme)
    {
        await LoadAsync(month, scheme);
        Result = await SendAsync<JsonObject>(HttpMethod.Post, "/api/subsidy/what-if", Request(), patience: Patience);
    }

    public async Task<IActionResult> OnPostCsvAsync(string? month, string? scheme)
    {
        await LoadAsync(month, scheme);
        using var answer = await OpenAsync(HttpMethod.Post, "/api/subsidy/what-if", "text/csv", Request());
        if (!answer.IsSuccessStatusCode)
        {
            Problem = await ApiProblem.ReadAsync(answer, Aborted);
            return Page();
        }
        return File(await answer.Content.ReadAsByteArrayAsync(Aborted), "text/csv; charset=utf-8", $"what-if-{Month}.csv");
    }

    /// <summary>For the page's script: a line each time it got further, the last one with the result as the page shows it.</summary>
    public async Task<IActionResult> OnPostProgressAsync(string? month, string? scheme)
    {
        await LoadAsync(month, scheme);
        using var answer = await OpenAsync(HttpMethod.Post, "/api/subsidy/what-if", "application/x-ndjson", Request());
        return await this.TellAsync(answer, async line =>
        {
            var told = JsonNode.Parse(line)!.AsObject();
            Result = told["result"]?.AsObject();
            return Result is null ? (object)new { text = T("正在推演，已算 {0} 餐，共 {1} 餐…", told["replayed"], told["of"]) } : new { html = await this.RenderAsync("_WhatIfResult") };
        });
    }

    private new object Request() => Chosen is null ? new { Month }
        : Chosen.StartsWith('-') ? new { Month, Without = new[] { Chosen[1..] } }
        : new { Month, Schemes = new[] { new { Code = Chosen.Split('/')[0], Version = int.TryParse(Chosen.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0 } } };

    private async Task LoadAsync(string? month, string? scheme)
    {
        Month = MonthField.Of(month, town.DateOf(clock.GetCurrentInstant()).PlusMonths(-1));
        Chosen = string.IsNullOrEmpty(scheme) ? null : scheme;
        var schemes = (await GetAsync<ListOf<JsonObject>>("/api/subsidy/schemes?limit=500")).Items;
        Choices =
        [
            .. schemes.SelectMany(s => s["versions"]!.AsArray()).Reverse().Select(v => ($"{v!["code"]}/{v["version"]}", T("换成 {0} 第 {1} 版（{2}）", v["name"], v["version"], SchemeWords.Status((string)v["status"]!)))),
            .. schemes.Select(s => ("-" + s["code"], T("去掉 {0}（{1}）", s["name"], s["code"]))),
        ];
    }
}

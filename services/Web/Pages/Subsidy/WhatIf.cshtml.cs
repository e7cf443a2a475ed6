using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

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

    private new object Request() => Chosen is null ? new { Month }
        : Chosen.StartsWith('-') ? new { Month, Without = new[] { Chosen[1..] } }
        : new { Month, Schemes = new[] { new { Code = Chosen.Split('/')[0], Version = int.TryParse(Chosen.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0 } } };

    private async Task LoadAsync(string? month, string? scheme)
    {
        Month = YearMonthPattern.Iso.Parse(month ?? "").Success ? month! : YearMonthPattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()).PlusMonths(-1).ToYearMonth());
        Chosen = string.IsNullOrEmpty(scheme) ? null : scheme;
        var schemes = (await GetAsync<ListOf<JsonObject>>("/api/subsidy/schemes?limit=500")).Items;
        Choices =
        [
            .. schemes.SelectMany(s => s["versions"]!.AsArray()).Reverse().Select(v => ($"{v!["code"]}/{v["version"]}", $"换成 {v["name"]} 第 {v["version"]} 版（{SchemeWords.Status((string)v["status"]!)}）")),
            .. schemes.Select(s => ("-" + s["code"], $"去掉 {s["name"]}（{s["code"]}）")),
        ];
    }
}

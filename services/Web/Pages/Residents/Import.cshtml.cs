using System.Net.Http.Headers;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using RefusedRow = MealDispatch.Web.Api.RefusedRow;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>Registers many residents from a table; tells how far it is where scripts run, and which rows were not taken, to read and to download.</summary>
[RequestSizeLimit(SheetUpload.MaxBytes + 65_536)]
internal sealed class ImportModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    public const int MostShown = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Null when no file was sent.</summary>
    public ImportedResidents? Result { get; private set; }

    /// <summary>All rows that were not taken, as CSV in base64.</summary>
    public string Rejected { get; private set; } = "";

    public static string ReasonOf(RefusedRow row) => row.Code == "request.invalid" ? FieldWords.Reason(row.Message.Split("; ")[0]) : row.Message;

    public Task OnGetAsync() => BeginAsync(officersOnly: true);

    /// <summary>An empty table with the right heads.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(string? format)
    {
        await BeginAsync(officersOnly: true);
        var extension = format == "csv" ? "csv" : "xlsx";
        using var answer = await OpenAsync(HttpMethod.Get, $"/api/residents/import.{extension}", "*/*", null);
        return answer.IsSuccessStatusCode
            ? File(await answer.Content.ReadAsByteArrayAsync(Aborted), answer.Content.Headers.ContentType!.ToString(), $"residents.{extension}")
            : throw new ApiProblemException(await ApiProblem.ReadAsync(answer, Aborted));
    }

    public async Task OnPostAsync(IFormFile? file)
    {
        await BeginAsync(officersOnly: true);
        if (file is null)
        {
            Problem = new ApiProblem(400, "request.invalid", T("请先选择文件。"), null);
            return;
        }

        using var content = ContentOf(file);
        Result = await SendAsync<ImportedResidents>(HttpMethod.Post, "/api/residents/import", content, patience: Patience);
        await EndAsync();
    }

    /// <summary>For the page's script: a line each time some rows are done, the last one with the result as the page shows it.</summary>
    public async Task<IActionResult> OnPostProgressAsync(IFormFile? file)
    {
        await BeginAsync(officersOnly: true);
        if (file is null)
            return BadRequest();
        using var content = ContentOf(file);
        using var answer = await OpenAsync(HttpMethod.Post, "/api/residents/import", "application/x-ndjson", content);
        return await this.TellAsync(answer, async line =>
        {
            var told = JsonSerializer.Deserialize<Progress>(line, Json.Options)!;
            Result = told.Result;
            await EndAsync();
            return Result is null ? (object)new { text = T("已处理 {0} 行，共 {1} 行…", told.Done, told.Of) } : new { html = await this.RenderAsync("_ImportResult") };
        });
    }

    private static StreamContent ContentOf(IFormFile file)
    {
        var content = new StreamContent(file.OpenReadStream());
        content.Headers.ContentType = new MediaTypeHeaderValue(
            file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv");
        return content;
    }

    private async Task EndAsync()
    {
        Explain();
        if (Result is not { Rows.Count: > 0 } result)
            return;
        var rows = result.Rows.Select(row => (IReadOnlyList<SheetCell>)[row.Row, ResidentWords.Field(row.Field), ReasonOf(row)]);
        using var csv = new MemoryStream();
        await new Sheet("rejected", [T("行"), T("列"), T("原因")], rows).WriteCsvAsync(csv, Aborted);
        Rejected = Convert.ToBase64String(csv.ToArray());
    }

    private sealed record Progress(int Done, int Of, ImportedResidents? Result);
}

using System.Text;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Shared;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Rider;

/// <summary>
/// What one of the town's own riders brings today, in order, and his buttons. The script keeps what is pressed without a network, makes
/// photos smaller, and tells where the rider is while he has a meal.
/// </summary>
[RequestSizeLimit(20 * 1024 * 1024)]
internal sealed class TasksModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    /// <summary>A larger file is refused in words.</summary>
    private const int MostPhoto = 2 * 1024 * 1024;
    private static readonly string[] Steps = ["accept", "arrived-at-site", "picked-up", "arrived-at-door", "delivered", "failed", "decline"];

    private IReadOnlyList<RiderTask> tasks = [];

    /// <summary>Accepted and not over, in the order of the plan.</summary>
    public IReadOnlyList<RiderTask> Mine => [.. tasks.Where(t => t.Mine && !RiderWords.IsOver(t.Status))];

    public IReadOnlyList<RiderTask> Open => [.. tasks.Where(t => !t.Mine)];

    public IReadOnlyList<RiderTask> Over => [.. tasks.Where(t => t.Mine && RiderWords.IsOver(t.Status))];

    /// <summary>The town's time, in which the phone says when a button was pressed.</summary>
    public string Now => InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant());

    public string? Done { get; private set; }

    public Task OnGetAsync(string? done)
    {
        Done = RiderWords.Done(done);
        return LoadAsync();
    }

    public async Task<IActionResult> OnGetLiveAsync()
    {
        await LoadAsync();
        return Partial("Rider/_Tasks", this);
    }

    /// <param name="at">When it was pressed, if the phone had no network then.</param>
    /// <param name="key">The same for what is sent again.</param>
    public Task<IActionResult> OnPostStepAsync(Guid task, string step, string? reason, string? note, string? at, string? key) =>
        Steps.Contains(step)
            ? ActAsync($"/api/rider/tasks/{task}/{step}", new { reason, note, at = Known(at) }, key, step)
            : Task.FromResult<IActionResult>(NotFound());

    public Task<IActionResult> OnPostReportAsync(Guid task, string? level, string[]? codes, string? note, string? key)
    {
        if (level is not null)
            return ActAsync($"/api/deliveries/{task}/welfare-reports", new { level, codes = codes ?? [], note }, key, "report");
        Problem = WelfareFields.LevelMissing;
        return ShowAsync();
    }

    public Task<IActionResult> OnPostMetAsync(Guid task, string? at) => ProveAsync(task, "met-in-person", new { at = Known(at) });

    public Task<IActionResult> OnPostCodeAsync(Guid task, string? code, string? at) => ProveAsync(task, "code", new { code = code?.Trim(), at = Known(at) });

    public async Task<IActionResult> OnPostPhotoAsync(Guid task, IFormFile? photo)
    {
        if (photo is null or { Length: 0 } or { Length: > MostPhoto })
        {
            Problem = new ApiProblem(400, "request.invalid", photo is { Length: > 0 } ? T("照片太大，最多 2 MB。请把手机拍照的尺寸调小，或用收餐码。") : T("请先拍一张照片。"), null);
            return await ShowAsync();
        }

        using var content = new StreamContent(photo.OpenReadStream());
        content.Headers.ContentType = new(photo.ContentType is "image/png" ? "image/png" : "image/jpeg");
        return await ProveAsync(task, "photo", content);
    }

    /// <param name="points">The positions as the API takes them.</param>
    public async Task<IActionResult> OnPostPositionsAsync(string? points)
    {
        using var content = new StringContent(points ?? "[]", Encoding.UTF8, "application/json");
        await PostAsync<object>("/api/rider/positions", content);
        return StatusCode(Problem?.Status ?? StatusCodes.Status204NoContent);
    }

    public string Clock(Instant instant) => Words.Time(town.LocalOf(instant));

    private static string? Known(string? at) => string.IsNullOrEmpty(at) ? null : at;

    private async Task<IActionResult> ProveAsync(Guid task, string kind, object body)
    {
        await SendAsync<object>(HttpMethod.Put, $"/api/rider/tasks/{task}/proofs/{kind}", body);
        return Problem is null ? LocalRedirect($"/rider?done={kind}") : await ShowAsync();
    }

    private async Task<IActionResult> ActAsync(string path, object body, string? key, string done)
    {
        await PostAsync<object>(path, body, string.IsNullOrEmpty(key) ? null : key);
        return Problem is null ? LocalRedirect($"/rider?done={done}") : await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => tasks = (await GetAsync<ListOf<RiderTask>>("/api/rider/tasks")).Items;
}

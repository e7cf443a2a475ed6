using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Schemes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.WhatIf.RunWhatIf;

/// <summary>
/// A past month under changed schemes; nothing is written. JSON; with <c>Accept: text/csv</c> a table; with
/// <c>application/x-ndjson</c> lines of progress, the last one with the result.
/// </summary>
internal static class RunWhatIfEndpoint
{
    private const int ProgressEvery = 5000;

    public static void MapRunWhatIf(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/what-if", HandleAsync)
            .WithName("Subsidy_RunWhatIf").WithSummary("A past month under changed schemes: the difference")
            .Produces<WhatIfResult>(200, "application/json", "text/csv", "application/x-ndjson").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<IResult> HandleAsync(
        JsonElement body, HttpContext http, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var request = WhatIfRequest.Read(JsonField.Root(body, errors), errors);
        if (errors.Any)
            return new Invalid(errors.ToDictionary()).ToProblem();
        if (caller.Subdistrict is not { } subdistrict || request.Posted.Any(s => s.Subdistrict != subdistrict))
            return new Forbidden().ToProblem();
        await using var db = database.Read();
        var changed = await ChangedAsync(db, request, subdistrict, ct);
        if (changed.Failed)
            return changed.Error.ToProblem();

        var accept = http.Request.Headers.Accept.ToString();
        if (accept.Contains("x-ndjson", StringComparison.Ordinal))
            return TypedResults.Stream(
                stream => WriteProgressAsync(stream, database, request, changed.Value, subdistrict, ct), "application/x-ndjson");
        var result = await RunAsync(db, request, changed.Value, subdistrict, _ => { }, ct);
        return accept.Contains("text/csv", StringComparison.Ordinal)
            ? SheetFormat.Csv.Answer(WhatIfSheet.Of(result), $"what-if-{result.Month}", ct)
            : TypedResults.Ok(result);
    }

    /// <summary>The schemes of the request as they stand in the replay: of all days of the month.</summary>
    private static async Task<Result<IReadOnlyList<Scheme>>> ChangedAsync(
        SubsidyDbContext db, WhatIfRequest request, string subdistrict, CancellationToken ct)
    {
        var schemes = request.Posted.ToList();
        foreach (var (code, number) in request.Named)
        {
            var version = await db.SchemeVersions.AsNoTracking()
                .SingleOrDefaultAsync(s => s.Code == code && s.Version == number && s.Subdistrict == subdistrict, ct);
            if (version is null)
                return new Absent();
            schemes.Add(version.ToScheme());
        }
        return schemes.ConvertAll(s => s with { EffectiveFrom = request.Month.OnDayOfMonth(1), EffectiveTo = null });
    }

    private static async Task<WhatIfResult> RunAsync(
        SubsidyDbContext db, WhatIfRequest request, IReadOnlyList<Scheme> changed, string subdistrict, Action<int> onProgress, CancellationToken ct)
    {
        var meals = await PastMonth.ReadAsync(db, subdistrict, MonthNumber.Of(request.Month), ct);
        var versions = await db.SchemeVersions.AsNoTracking().Where(s => s.Subdistrict == subdistrict).ToListAsync(ct);
        var budgets = await db.Budgets.AsNoTracking().Where(b => b.Subdistrict == subdistrict).ToDictionaryAsync(b => b.Code, ct);
        var schemes = new ChangedSchemes(versions, changed, request.Without);
        return WhatIfResult.Of(request.MonthText, new MonthReplay(schemes.Of, budgets).Run(meals, onProgress, ct));
    }

    private static async Task WriteProgressAsync(
        Stream stream, Database<SubsidyDbContext> database, WhatIfRequest request, IReadOnlyList<Scheme> changed, string subdistrict, CancellationToken ct)
    {
        await using var db = database.Read();
        var number = MonthNumber.Of(request.Month);
        var of = await db.Decisions.CountAsync(d => d.Subdistrict == subdistrict && d.Month == number, ct);
        await WriteLineAsync(new { replayed = 0, of });
        var told = 0;
        var running = Task.Run(() => RunAsync(db, request, changed, subdistrict, n => Volatile.Write(ref told, n), ct), ct);
        for (var last = 0; !running.IsCompleted;)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), ct));
            if (Volatile.Read(ref told) is var replayed && replayed >= last + ProgressEvery)
                await WriteLineAsync(new { replayed = last = replayed, of });
        }
        await WriteLineAsync(new { result = await running });

        async Task WriteLineAsync(object line)
        {
            await JsonSerializer.SerializeAsync(stream, line, BuildingBlocks.Http.Json.Options, ct);
            await stream.WriteAsync("\n"u8.ToArray(), ct);
            await stream.FlushAsync(ct);
        }
    }
}

/// <param name="Posted">Whole schemes.</param>
/// <param name="Named">Versions that are saved, drafts too.</param>
/// <param name="Without">Codes of schemes that are left out.</param>
internal sealed record WhatIfRequest(
    YearMonth Month, string MonthText, IReadOnlyList<Scheme> Posted, IReadOnlyList<(string Code, int Version)> Named, IReadOnlyList<string> Without)
{
    public static WhatIfRequest Read(JsonField body, FieldErrors errors)
    {
        var (posted, named) = (new List<Scheme>(), new List<(string Code, int Version)>());
        var monthText = body["month"].Text();
        if (!Check.TryMonth(monthText, out var month))
            errors.Add("month", "must be a month like 2025-07", "请填写月份，如 2025-07");
        var items = body["schemes"].ItemsOrNull(item => item) ?? [];
        if (items.Count > 20)
            errors.Add("schemes", "at most 20");
        foreach (var item in items.Take(20))
        {
            if (!item.MustBeObject())
                continue;
            if (item["tiers"].IsAbsent)
                named.Add((item["code"].Text(), (int)Math.Clamp(item["version"].Whole(), 0, int.MaxValue)));
            else
                posted.Add(Checked(item, errors));
        }
        var without = body["without"].ItemsOrNull(code => code.Text()) ?? [];
        if (posted.Select(s => s.Code).Concat(named.Select(n => n.Code)).Concat(without).GroupBy(code => code).Any(same => same.Count() > 1))
            errors.Add("schemes", "names a scheme twice", "同一方案只能写一次");
        return new WhatIfRequest(month, monthText, posted, named, without);
    }

    private static Scheme Checked(JsonField item, FieldErrors errors)
    {
        var scheme = SchemeReader.Read(item);
        var own = new FieldErrors();
        SchemeRules.Check(item, scheme, own);
        foreach (var (field, messages) in own.ToDictionary())
            foreach (var message in messages)
                errors.Add($"{item.Path}.{field}", message);
        return scheme;
    }
}

using System.Text.Json;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Samples.DrawSample;

/// <param name="Month">Of the service dates.</param>
/// <param name="Size">1 to 500, and at least one for each site.</param>
/// <param name="Seed">A text or a whole number.</param>
/// <param name="Basis"><c>received</c> unless given, or <c>settled</c>.</param>
internal sealed record DrawSampleRequest(string? Month, int? Size, JsonElement? Seed, SampleBasis? Basis);

/// <summary>
/// Draws a month's meals for call-backs. What was drawn before with the same month, basis, size and seed is answered again (200), also
/// when the month has got other meals since.
/// </summary>
internal static class DrawSampleEndpoint
{
    public static void MapDrawSample(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/samples", HandleAsync)
            .WithName("Subsidy_DrawSample").WithSummary("A repeatable random sample of a month's meals, by site")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Created<SampleAnswer>, Ok<SampleAnswer>, ProblemHttpResult>> HandleAsync(
        DrawSampleRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var month = MonthNumber.Of(check.Month("month", request.Month));
        var size = check.Range("size", request.Size, 1, SampleDraw.MaxSize);
        var seed = check.Text("seed", SeedText(request.Seed), SampleDraw.MaxSeed);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();

        var id = Ids.New();
        var sample = await ChooseAsync(database, id, own, month, request.Basis ?? SampleBasis.Received, size, seed, caller.Id, ct);
        if (sample.Failed)
            return sample.Error.ToProblem();
        var kept = await database.WriteAsync(unit => KeepAsync(unit, sample.Value, key.Value, time, ct), ct);
        if (kept.Failed)
            return kept.Error.ToProblem();
        await using var db = database.Read();
        var answer = (await SampleAnswer.OfAsync(db, kept.Value, own, ct))!;
        return kept.Value == id ? TypedResults.Created($"/api/subsidy/samples/{id}", answer) : TypedResults.Ok(answer);
    }

    /// <summary>Read outside the unit: it may be long, and nothing of it is changed.</summary>
    private static async Task<Result<Func<Instant, Sample>>> ChooseAsync(
        Database<SubsidyDbContext> database, Guid id, string own, int month, SampleBasis basis, int size, string seed, Guid by, CancellationToken ct)
    {
        await using var db = database.Read();
        var meals = db.Decisions.Where(d => d.Subdistrict == own && d.Month == month && !d.NoShow)
            .Where(MealFilter.Is(basis == SampleBasis.Settled ? MealMoney.Settled : MealMoney.Kept));
        var candidates = await meals.Select(d => new Candidate(d.Id, d.SiteCode)).ToListAsync(ct);
        var sites = await meals.GroupBy(d => d.SiteCode)
            .Select(g => new { g.Key, Meals = g.LongCount(), Fen = g.Sum(d => d.ConsumedFen + d.ConsumedOperatorFen) }).ToListAsync(ct);
        if (candidates.Count == 0)
            return new NothingToSample();
        if (size < sites.Count)
            return new SampleTooSmall(sites.Count);
        var drawn = SampleDraw.Of(candidates, size, seed).ToDictionary(d => d.DecisionId);
        var ids = drawn.Keys.ToList();
        var rows = await db.Decisions.Where(d => ids.Contains(d.Id)).ToListAsync(ct);
        Func<Instant, Sample> draw = now => new Sample
        {
            Id = id, Subdistrict = own, Month = month, Basis = basis, Size = size, Seed = seed, PopulationHash = SampleDraw.HashOf(candidates), DrawnBy = by, DrawnAt = now,
            Strata = [.. sites.Select(s => new SampleStratum { SampleId = id, SiteCode = s.Key, Meals = s.Meals, AmountFen = s.Fen })],
            Meals = [.. rows.Select(d => MealOf(id, d, drawn[d.Id].Rank))],
        };
        return draw;
    }

    private static SampleMeal MealOf(Guid sampleId, Decision d, int rank) => new()
    {
        SampleId = sampleId, DecisionId = d.Id, SiteCode = d.SiteCode, Rank = rank, ResidentId = d.ResidentId, OrderNumber = d.OrderNumber, ServiceDate = d.ServiceDate,
        MealPeriod = d.MealPeriod, Channel = d.Channel, OwnFen = d.FoodFen + d.DeliveryFeeFen - d.TotalFen, AmountFen = d.ConsumedFen + d.ConsumedOperatorFen,
    };

    private static async Task<Result<Guid>> KeepAsync(
        Unit<SubsidyDbContext> unit, Func<Instant, Sample> draw, IdempotencyKey? key, TimeProvider time, CancellationToken ct)
    {
        var repeat = await unit.Db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is { } drawn)
            return Guid.Parse(drawn);
        var sample = draw(unit.Now);
        var there = await unit.Db.Samples
            .Where(s => s.Subdistrict == sample.Subdistrict && s.Month == sample.Month && s.Basis == sample.Basis && s.Size == sample.Size && s.Seed == sample.Seed)
            .Select(s => (Guid?)s.Id).SingleOrDefaultAsync(ct);
        if (there is null)
            unit.Db.Samples.Add(sample);
        unit.Db.KeepKey(key, (there ?? sample.Id).ToString(), time);
        return there ?? sample.Id;
    }

    private static string? SeedText(JsonElement? seed) => seed is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : seed?.TextOrNull();
}

internal sealed record NothingToSample() : RuleRefused("subsidy.nothing-to-sample")
{
    public override string? Detail => "这个月没有符合条件的餐，不能抽样。";
}

internal sealed record SampleTooSmall(int Sites) : RuleRefused("subsidy.sample-too-small")
{
    public override string? Detail => $"这个月有 {Sites} 个助餐点供餐，每个至少抽一餐，请把数量加大到 {Sites} 或更多。";
}

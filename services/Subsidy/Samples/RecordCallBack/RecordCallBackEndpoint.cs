using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Samples.RecordCallBack;

/// <param name="Outcome"><c>confirmed</c>, <c>denied</c> (with a note), or <c>not-reached</c>.</param>
/// <param name="CarriedBy">Who brought or handed over the meal, in the resident's words.</param>
/// <param name="PaidFen">What the resident says to have paid.</param>
internal sealed record CallBackRequest(CallBackOutcome? Outcome, string? CarriedBy, long? PaidFen, string? Note);

/// <summary>Notes what a resident said about a drawn meal. A correction is noted after it, and counts; what it corrects stays.</summary>
internal static class RecordCallBackEndpoint
{
    private const long MostFen = 1_000_000;

    public static void MapRecordCallBack(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/samples/{id:guid}/meals/{decisionId:guid}", HandleAsync)
            .WithName("Subsidy_RecordCallBack").WithSummary("What was said about a meal on the telephone")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<SampleMealAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Guid decisionId, CallBackRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var outcome = check.Required("outcome", request.Outcome);
        var carriedBy = check.OptionalText("carriedBy", request.CarriedBy, 100);
        var note = outcome == CallBackOutcome.Denied ? check.Text("note", request.Note, 500) : check.OptionalText("note", request.Note, 500);
        if (request.PaidFen is not null)
            check.Range("paidFen", request.PaidFen, 0, MostFen);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var noted = await database.WriteAsync<Result<SampleMeal>>(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                var meal = await unit.Db.Samples.Where(s => s.Id == id && s.Subdistrict == caller.Subdistrict)
                    .SelectMany(s => s.Meals).Include(m => m.CallBacks).SingleOrDefaultAsync(m => m.DecisionId == decisionId, ct);
                if (meal is null)
                    return new Absent();
                if (repeat.Value is not null)
                    return meal;
                unit.Db.KeepKey(key.Value, decisionId.ToString(), time);
                meal.CallBacks.Add(new CallBack
                {
                    SampleId = id, DecisionId = decisionId, Number = meal.CallBacks.Count + 1, Outcome = outcome, CarriedBy = carriedBy, PaidFen = request.PaidFen,
                    Note = note, By = caller.Id, At = unit.Now,
                });
                return meal;
            }, ct);
        return noted.Match<Results<Ok<SampleMealAnswer>, ProblemHttpResult>>(meal => TypedResults.Ok(SampleMealAnswer.Of(meal)), error => error.ToProblem());
    }
}

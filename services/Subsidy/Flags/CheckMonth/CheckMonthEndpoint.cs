using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Flags.CheckMonth;

/// <param name="Month">Like <c>2025-07</c>.</param>
internal sealed record CheckMonthRequest(string? Month);

/// <summary>An officer lets the rules look at a month of their subdistrict now, instead of waiting for the job.</summary>
internal static class CheckMonthEndpoint
{
    public static void MapCheckMonth(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/flags/check", HandleAsync)
            .WithName("Subsidy_CheckMonth").WithSummary("Look for flags in a month now")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<MonthChecked>, ProblemHttpResult>> HandleAsync(CheckMonthRequest request, Caller caller, CheckMonth months, CancellationToken ct)
    {
        var check = new Check();
        var month = MonthNumber.Of(check.Month("month", request.Month));
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();
        return TypedResults.Ok(await months.RunAsync(own, month, ct));
    }
}

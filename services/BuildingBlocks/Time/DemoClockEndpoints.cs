using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Time;

/// <summary>The demo clock (demo mode only): business time can be moved to see cutoffs and birthdays happen.</summary>
internal static class DemoClockEndpoints
{
    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2100, 1, 1, 0, 0);

    internal static void MapDemoClock(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/demo/clock", (IClock clock) => TypedResults.Ok(new Reading(clock.GetCurrentInstant())))
            .WithName("Demo_ReadClock").WithSummary("The business time of all services.").AllowAnonymous();
        routes.MapPost("/api/demo/clock", Set)
            .WithName("Demo_SetClock").WithSummary("Sets business time; null goes back to real time.").AllowRoles(Role.Admin);
    }

    private static Results<Ok<Reading>, ProblemHttpResult> Set(Reading request, BusinessClock clock)
    {
        if (request.Now < Earliest || request.Now > Latest)
            return new Invalid("now", "between 2000 and 2100").ToProblem();
        clock.Set(request.Now);
        return TypedResults.Ok(new Reading(clock.GetCurrentInstant()));
    }

    private sealed record Reading(Instant? Now);
}

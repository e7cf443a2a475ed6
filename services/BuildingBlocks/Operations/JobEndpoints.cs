using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Operations;

/// <summary>A job of the instance that answers. Real time.</summary>
/// <param name="LastError">What kind of exception the last run ended with; null when it did not. The log has the whole of it.</param>
/// <param name="NextAt">About; null when jobs do not run in this process.</param>
public sealed record JobAnswer(
    string Name, double EverySeconds, Instant? LastStartedAt, double? LastSeconds, string? LastError, long Runs, long Failures, Instant? NextAt)
{
    internal static JobAnswer Of(JobState state) => new(
        state.Name, state.Every.TotalSeconds, InstantOf(state.LastStarted), state.LastTook?.TotalSeconds, state.LastError, state.Runs, state.Failures, InstantOf(state.Next));

    private static Instant? InstantOf(DateTime? utc) => utc is { } time ? Instant.FromDateTimeUtc(time) : null;
}

public sealed record JobList(IReadOnlyList<JobAnswer> Items);

/// <summary>A service's recurring jobs: how they go, and a run out of turn. A job is safe to run twice.</summary>
internal static class JobEndpoints
{
    public static void MapJobs<TContext>(this IEndpointRouteBuilder routes)
        where TContext : ServiceDbContext
    {
        var (service, name, home) = (ServiceNames.Of<TContext>(), OperationsEndpoints.NameOf<TContext>(), typeof(TContext).Assembly);
        routes.MapGet($"/api/operations/{service}/jobs", (IEnumerable<IJobRunner> runners) => TypedResults.Ok(new JobList(
                [.. runners.Where(r => r.Home == home).Select(r => JobAnswer.Of(r.State)).OrderBy(j => j.Name, StringComparer.Ordinal)])))
            .WithName($"{name}_ListJobs").WithSummary("This service's recurring jobs: last run, failures, next run")
            .ProducesProblem(403).AllowRoles(Role.Admin);
        routes.MapPost($"/api/operations/{service}/jobs/{{job}}/run", Results<Accepted<JobAnswer>, ProblemHttpResult> (string job, IEnumerable<IJobRunner> runners) =>
            {
                if (runners.FirstOrDefault(r => r.Home == home && r.State.Name == job) is not { } runner)
                    return new Absent().ToProblem();
                runner.RunNow();
                return TypedResults.Accepted($"/api/operations/{service}/jobs", JobAnswer.Of(runner.State));
            })
            .WithName($"{name}_RunJob").WithSummary("Runs a job now, out of turn")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Admin);
    }
}

using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using Microsoft.AspNetCore.Routing;

namespace MealDispatch.BuildingBlocks.Operations;

/// <summary>What the people who run an installation look at and do, below <c>/api/operations/{service}</c>; for admins.</summary>
public static class OperationsEndpoints
{
    public static void MapOperations<TContext>(this IEndpointRouteBuilder routes)
        where TContext : ServiceDbContext
    {
        routes.MapParkedMessages<TContext>();
        routes.MapJobs<TContext>();
        routes.MapHealth<TContext>();
    }

    /// <summary>How a service is called in names of routes.</summary>
    internal static string NameOf<TContext>() => typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal);
}

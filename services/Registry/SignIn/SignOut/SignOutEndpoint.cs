using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Registry.SignIn.SignOut;

internal static class SignOutEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/sign-out", HandleAsync).AllowSignedIn()
            .WithName("Registry_SignOut").WithSummary("Ends the session; its tokens count no longer.")
            .ProducesProblem(401);

    internal static async Task<NoContent> HandleAsync(Caller caller, Database<RegistryDbContext> database, Sessions sessions, CancellationToken ct)
    {
        await database.WriteAndDeliverAsync(
            async unit =>
            {
                var session = await unit.Db.Sessions.FindAsync([caller.SessionId], ct);
                if (session is null || session.EndedAt is null)
                    unit.Publish(new SessionEnded { SessionId = caller.SessionId, OccurredAt = unit.Now }, caller.SessionId);
                if (session is not null)
                    session.EndedAt ??= sessions.Now;
                return true;
            },
            ct);
        return TypedResults.NoContent();
    }
}

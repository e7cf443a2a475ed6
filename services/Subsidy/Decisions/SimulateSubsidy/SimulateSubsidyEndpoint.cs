using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Decisions.SimulateSubsidy;

/// <summary>Decides on facts that the caller gives, schemes and budgets included; nothing is read or taken.</summary>
internal static class SimulateSubsidyEndpoint
{
    public static void MapSimulateSubsidy(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/simulate", Handle)
            .WithName("Subsidy_Simulate").WithSummary("Decide on given facts")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static Results<Ok<SubsidyDecision>, ProblemHttpResult> Handle(JsonElement body)
    {
        var errors = new FieldErrors();
        var facts = FactsReader.Read(body, errors);
        return errors.Any ? new Invalid(errors.ToDictionary()).ToProblem() : TypedResults.Ok(SubsidyEngine.Decide(facts));
    }
}

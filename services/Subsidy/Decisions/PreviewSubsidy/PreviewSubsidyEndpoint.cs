using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Residents;
using MealDispatch.Subsidy.Schemes;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.PreviewSubsidy;

/// <summary>What a registered resident would be granted for a meal; nothing is taken.</summary>
internal static class PreviewSubsidyEndpoint
{
    public static void MapPreviewSubsidy(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/preview", HandleAsync)
            .WithName("Subsidy_Preview").WithSummary("What a resident would be granted")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503)
            .AllowSignedIn();

    internal static async Task<Results<Ok<SubsidyDecision>, ProblemHttpResult>> HandleAsync(
        JsonElement body, Caller caller, KnownResident residents, Database<SubsidyDbContext> database, MealFacts mealFacts, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var request = Request.Read(JsonField.Root(body, errors), errors);
        if (errors.Any)
            return new Invalid(errors.ToDictionary()).ToProblem();
        var found = await residents.FindAsync(request.ResidentId, ct);
        if (found.Failed)
            return found.Error.ToProblem();
        var resident = found.Value;
        if (!caller.ActsFor(resident.ResidentId) && !caller.MayAudit(resident.Subdistrict) && !caller.IsStaffIn(resident.Subdistrict))
            return new Absent().ToProblem();

        await using var db = database.Read();
        var (facts, _) = await mealFacts.GatherAsync(db, request.Of(resident), ct);
        return TypedResults.Ok(SubsidyEngine.Decide(facts));
    }

    private sealed record Request(
        Guid ResidentId, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, long FoodFen, long DeliveryFeeFen)
    {
        public static Request Read(JsonField body, FieldErrors errors)
        {
            var request = new Request(
                body["residentId"].Id(), body["siteCode"].Text(), body["serviceDate"].Date(), body["mealPeriod"].OneOf<MealPeriod>(),
                body["channel"].OneOf<Fulfilment>(), body["foodFen"].Whole(), body["deliveryFeeFen"].WholeOrNull() ?? 0);
            if (request.FoodFen is < 0 or > SchemeRules.MostFen)
                errors.Add("foodFen", $"must be 0 to {SchemeRules.MostFen}");
            if (request.DeliveryFeeFen is < 0 or > SchemeRules.MostFen)
                errors.Add("deliveryFeeFen", $"must be 0 to {SchemeRules.MostFen}");
            return request;
        }

        public MealAsked Of(ResidentCopy resident) => new(
            resident.ResidentId, resident.FactsOn(ServiceDate), resident.Subdistrict, SiteCode, ServiceDate, MealPeriod, Channel, FoodFen, DeliveryFeeFen);
    }
}

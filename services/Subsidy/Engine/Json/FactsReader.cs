using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Subsidy.Engine.Json;

/// <summary>Reads the facts of a case, checking JSON types and names only: a range that cannot hold never matches.</summary>
internal static class FactsReader
{
    public static SubsidyFacts Read(JsonElement body, FieldErrors errors)
    {
        var facts = JsonField.Root(body, errors);
        return new SubsidyFacts(
            ResidentOf(facts["resident"]),
            facts["siteCode"].Text(),
            facts["serviceDate"].Date(),
            facts["mealPeriod"].OneOf<MealPeriod>(),
            facts["channel"].OneOf<Fulfilment>(),
            facts["foodFen"].Whole(),
            facts["deliveryFeeFen"].Whole(),
            facts["schemes"].Items(SchemeReader.Read),
            facts["usage"].IsAbsent ? new Dictionary<string, Usage>() : facts["usage"].Entries(UsageOf),
            facts["budgets"].ItemsOrNull(BudgetOf) ?? []);
    }

    private static ResidentFacts ResidentOf(JsonField resident)
    {
        resident.MustBeObject();
        return new ResidentFacts(
            resident["status"].OneOf<ResidentStatus>(),
            resident["birthDate"].Date(),
            resident["categories"].ItemsOrNull(CategoryOf) ?? []);
    }

    private static ResidentCategory CategoryOf(JsonField category)
    {
        category.MustBeObject();
        return new ResidentCategory(category["code"].Text(), category["from"].DateOrNull(), category["to"].DateOrNull());
    }

    private static Usage UsageOf(JsonField usage)
    {
        usage.MustBeObject();
        return new Usage(
            usage["dayMeals"].WholeOrNull() ?? 0,
            usage["mealPeriodMeals"].WholeOrNull() ?? 0,
            usage["monthMeals"].WholeOrNull() ?? 0,
            usage["monthFen"].WholeOrNull() ?? 0);
    }

    private static BudgetLeft BudgetOf(JsonField budget)
    {
        budget.MustBeObject();
        return new BudgetLeft(budget["code"].Text(), budget["leftFen"].Whole(), budget["whenExhausted"].OneOf<WhenExhausted>());
    }
}

using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using Question = MealDispatch.Contracts.Subsidy.QuoteSubsidy;

namespace MealDispatch.Subsidy.Decisions.QuoteSubsidy;

/// <summary>What would be granted now; takes nothing.</summary>
internal sealed class QuoteSubsidyAnswer(Database<SubsidyDbContext> database, MealFacts mealFacts) : IAnswer<Question, SubsidyQuote>
{
    public async Task<SubsidyQuote> AnswerAsync(Question question, CancellationToken ct)
    {
        await using var db = database.Read();
        var (facts, _) = await mealFacts.GatherAsync(db, Asked(question), ct);
        return DecisionMessages.Quote(facts, SubsidyEngine.Decide(facts));
    }

    private static MealAsked Asked(Question q) => new(
        q.ResidentId, new ResidentFacts(q.StatusOnServiceDate, q.BirthDate, q.Categories), q.Subdistrict, q.SiteCode, q.ServiceDate, q.MealPeriod,
        q.Fulfilment, q.FoodFen, q.DeliveryFeeFen);
}

using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Kitchen.Batches;

internal sealed record BatchIsEmpty() : RuleRefused("kitchen.batch-empty")
{
    public override string? Detail => "这一批还没有订单，不能提前截单。";
}

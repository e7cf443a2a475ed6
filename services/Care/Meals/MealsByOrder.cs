using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;

namespace MealDispatch.Care.Meals;

internal static class MealsByOrder
{
    /// <summary>The meal of an order; made by whichever fact arrives first.</summary>
    public static async Task<Meal> MealOfAsync(this Unit<CareDbContext> unit, Guid orderId, CancellationToken ct)
    {
        var meal = await unit.Db.Meals.FindAsync([orderId], ct);
        if (meal is null)
            unit.Db.Meals.Add(meal = new Meal { OrderId = orderId });
        return meal;
    }
}

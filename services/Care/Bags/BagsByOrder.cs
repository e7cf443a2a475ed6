using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;

namespace MealDispatch.Care.Bags;

internal static class BagsByOrder
{
    /// <summary>The bag of an order; made by whichever fact arrives first.</summary>
    public static async Task<Bag> BagOfAsync(this Unit<CareDbContext> unit, Guid orderId, CancellationToken ct)
    {
        var bag = await unit.Db.Bags.FindAsync([orderId], ct);
        if (bag is null)
            unit.Db.Bags.Add(bag = new Bag { OrderId = orderId });
        return bag;
    }
}

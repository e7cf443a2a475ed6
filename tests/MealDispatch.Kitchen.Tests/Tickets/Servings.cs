using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Tests.Tickets;

internal static class Servings
{
    internal static readonly Serving Plain = new()
    {
        OrderId = new Guid("00000000-0000-0000-0000-000000000001"),
        OrderNumber = "0001",
        Fulfilment = Fulfilment.Delivery,
        Stop = "3号楼",
        Destination = "3号楼 502",
        ShortName = "王*兰",
        DietTags = [],
        Avoid = [],
        Lines = [new ServingLine("A", "红烧肉套餐", 2, ["猪肉"]), new ServingLine("B", "番茄蛋汤", 1, [])],
        Remark = null,
        DueFen = 0,
    };
}

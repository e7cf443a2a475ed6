using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Menus;
using NodaTime;

namespace MealDispatch.Ordering.Demo;

/// <summary>Dishes of the made-up canteens; what is on changes with the day, the canteen and the meal.</summary>
internal static class DemoDishes
{
    private static readonly Dish[] Mains =
    [
        new("红烧肉", ["猪肉", "酱油", "糖"], []),
        new("清蒸鲈鱼", ["鲈鱼", "姜", "葱"], ["low-salt", "low-sugar", "soft"]),
        new("番茄牛腩", ["牛肉", "番茄"], ["low-sugar", "halal"]),
        new("香菇滑鸡", ["鸡肉", "香菇"], ["low-sugar", "halal"]),
        new("肉末蒸蛋", ["鸡蛋", "猪肉"], ["soft", "low-sugar"]),
        new("虾仁豆腐", ["虾", "豆腐"], ["soft", "low-salt", "low-sugar", "halal"]),
        new("土豆烧牛肉", ["牛肉", "土豆"], ["halal"]),
    ];

    private static readonly Dish[] Plain =
    [
        new("麻婆豆腐（素）", ["豆腐", "香菇"], ["vegetarian", "soft", "low-sugar", "halal"]),
        new("素什锦", ["木耳", "腐竹", "胡萝卜"], ["vegetarian", "low-salt", "low-sugar", "halal"]),
        new("香菇青菜面筋", ["青菜", "面筋", "香菇"], ["vegetarian", "low-sugar", "halal"]),
    ];

    private static readonly Dish[] Greens =
    [
        new("清炒青菜", ["青菜"], ["vegetarian", "low-salt", "low-sugar", "halal"]),
        new("蒜蓉西兰花", ["西兰花", "大蒜"], ["vegetarian", "low-salt", "low-sugar", "halal"]),
        new("冬瓜汤", ["冬瓜"], ["vegetarian", "low-salt", "low-sugar", "soft", "halal"]),
    ];

    public static IReadOnlyList<MenuItem> Of(LocalDate date, MealPeriod period, int place)
    {
        var turn = date.DayOfYear + (place * 2) + (period == MealPeriod.Dinner ? 3 : 0);
        var (main, second, plain, green) = (Pick(Mains, turn), Pick(Mains, turn + 3), Pick(Plain, turn), Pick(Greens, turn));
        return
        [
            SetMeal("A", $"A 套餐：{main.Name}、{green.Name}、米饭", 1600, main, green),
            SetMeal("B", $"B 套餐：{second.Name}、{green.Name}、米饭", 1300, second, green),
            SetMeal("C", $"C 素套餐：{plain.Name}、{green.Name}、米饭", 1000, plain, green),
            new("S", "软食套餐：肉末蒸蛋、冬瓜汤、烂饭", 1200, MenuItemKind.SetMeal, ["soft", "low-salt", "low-sugar"], ["鸡蛋", "猪肉", "冬瓜", "大米"], null)
            {
                Contains = Parts("肉末蒸蛋", "冬瓜汤", "烂饭"),
            },
            Single("M1", main, 1100),
            Single("M2", second, 900),
            Single("V1", green, 800),
        ];
    }

    private static MenuItem SetMeal(string code, string name, long priceFen, Dish main, Dish green) => new(
        code, name, priceFen, MenuItemKind.SetMeal, [.. main.DietTags.Intersect(green.DietTags)], [.. main.Ingredients, .. green.Ingredients, "大米"], null)
    {
        Contains = Parts(main.Name, green.Name, "米饭"),
    };

    private static MenuItem Single(string code, Dish dish, long priceFen) =>
        new(code, dish.Name, priceFen, MenuItemKind.Dish, dish.DietTags, dish.Ingredients, null);

    private static IReadOnlyList<MenuItemPart> Parts(params string[] names) => [.. names.Select(n => new MenuItemPart { Name = n, Quantity = 1 })];

    private static Dish Pick(Dish[] dishes, int turn) => dishes[turn % dishes.Length];

    private sealed record Dish(string Name, IReadOnlyList<string> Ingredients, IReadOnlyList<string> DietTags);
}

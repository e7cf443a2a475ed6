using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>An earlier order's lines for the next meal at that site that is not ordered yet and has any of them.</summary>
/// <param name="Notes">In plain words, what is different from the earlier order.</param>
internal sealed record SameAgain(OrderableMeal Meal, IReadOnlyList<Wanted> Lines, IReadOnlyList<string> Notes)
{
    /// <param name="order">The earlier one.</param>
    /// <param name="meals">What can be ordered there now, the next one first.</param>
    /// <param name="menus">Of those days.</param>
    /// <param name="open">The resident's orders there that are not over.</param>
    /// <returns>Null when there is no such meal.</returns>
    public static SameAgain? Of(Order order, IReadOnlyList<OrderableMeal> meals, IReadOnlyList<Menu> menus, IEnumerable<Order> open)
    {
        var wanted = order.Lines.Select(l => new Wanted(l.ItemCode, l.Name, l.Quantity)).ToList();
        var ordered = open.Select(o => (o.ServiceDate, o.MealPeriod)).ToHashSet();
        var notes = new List<string>();
        foreach (var meal in meals)
        {
            if (ordered.Contains((meal.ServiceDate, meal.MealPeriod)))
            {
                notes.Add(T("{0} 已经订过了。", Words.Meal(meal.ServiceDate, meal.MealPeriod)));
                continue;
            }

            var menu = menus.FirstOrDefault(m => m.ServiceDate == meal.ServiceDate && m.MealPeriod == meal.MealPeriod);
            if (MenuMatch.Of(wanted, menu?.Items ?? []) is { Lines.Count: > 0 } match)
                return new SameAgain(meal, match.Lines, [.. notes, .. match.Notes]);
        }

        return null;
    }
}

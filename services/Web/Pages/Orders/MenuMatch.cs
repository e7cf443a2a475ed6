using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>What somebody wanted of one menu, found on another: canteens use codes like A anew every day.</summary>
/// <param name="Lines">What there is of it.</param>
/// <param name="Notes">In plain words, what is missing, less, or another dish under the same set meal.</param>
internal sealed record MenuMatch(IReadOnlyList<Wanted> Lines, IReadOnlyList<string> Notes)
{
    public static MenuMatch Of(IReadOnlyList<Wanted> wanted, IReadOnlyList<MenuItem> menu)
    {
        var lines = new List<Wanted>();
        var notes = new List<string>();
        foreach (var line in wanted)
        {
            if (Find(line, menu) is not { } item)
                notes.Add(T("“{0}”这一餐没有，已经去掉。", line.Name ?? line.ItemCode));
            else if (item.Left is 0)
                notes.Add(T("“{0}”卖完了，已经去掉。", item.Name));
            else if (!lines.Exists(l => l.ItemCode == item.Code))
                lines.Add(Taken(line, item, notes));
        }

        return new MenuMatch(lines, notes);
    }

    /// <summary>The same dish wherever it stands; else today's form of the same set meal. A single dish is never replaced.</summary>
    private static MenuItem? Find(Wanted line, IReadOnlyList<MenuItem> menu) =>
        menu.FirstOrDefault(i => line.Name is null ? i.Code == line.ItemCode : i.Name == line.Name)
        ?? menu.FirstOrDefault(i => i.Code == line.ItemCode && i.Kind == "set-meal");

    private static Wanted Taken(Wanted line, MenuItem item, List<string> notes)
    {
        if (line.Name is { } name && name != item.Name)
            notes.Add(T("上次的“{0}”这一餐没有，换成了“{1}”。", name, item.Name));
        var quantity = Math.Min(line.Quantity, item.Left ?? int.MaxValue);
        if (quantity < line.Quantity)
            notes.Add(T("“{0}”只剩 {1} 份了。", item.Name, quantity));
        return new Wanted(item.Code, item.Name, quantity);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Menus;

/// <summary>One item as typed: the price in yuan, lists separated by 、.</summary>
internal sealed record MenuRow(string Code, string Name, string Yuan, string Kind, IReadOnlyList<string> DietTags, string Ingredients, string Contains, string Stock)
{
    public static readonly MenuRow Blank = new("", "", "", "set-meal", [], "", "", "");

    public static MenuRow Of(KitchenMenuItem item) => new(
        item.Code, item.Name, new Fen(item.PriceFen).ToYuan(), item.Kind, item.DietTags, string.Join('、', item.Ingredients),
        string.Join('、', item.Contains.Select(p => p.Quantity == 1 ? p.Name : $"{p.Name}×{p.Quantity}")), item.Stock?.ToString(CultureInfo.InvariantCulture) ?? "");
}

/// <summary>A meal's menu as typed, with the version it was read at and what was checked last.</summary>
internal sealed record MenuForm(IReadOnlyList<MenuRow> Rows, int Version, string Seen)
{
    private const int MaxRows = 100;
    private const int MaxStock = 100_000;
    private const long MaxFen = 100_000;
    private static readonly char[] Separators = ['、', ',', '，', ';', '；', '\n'];

    public static MenuForm Of(IFormCollection form)
    {
        var rows = Enumerable.Range(0, Math.Clamp(Int(form["rows"]) ?? 0, 0, MaxRows)).Where(i => form[$"drop.{i}"].Count == 0)
            .Select(i => new MenuRow(
                Text($"code.{i}"), Text($"name.{i}"), Text($"price.{i}"), Text($"kind.{i}") is { Length: > 0 } kind ? kind : "set-meal",
                [.. form[$"diet.{i}"].OfType<string>()], Text($"ingredients.{i}"), Text($"contains.{i}"), Text($"stock.{i}")));
        return new MenuForm([.. rows.Where(r => r is not { Code: "", Name: "", Yuan: "" })], Int(form["version"]) ?? 0, form["seen"].ToString());

        string Text(string name) => form[name].ToString().Trim();
    }

    public static MenuForm Of(IEnumerable<KitchenMenuItem> items, int version) => new([.. items.Select(MenuRow.Of)], version, "");

    /// <summary>The items that are typed, and by field what is wrong with them. Who gave no code gets one.</summary>
    public (IReadOnlyList<KitchenMenuItem> Items, IReadOnlyDictionary<string, string[]> Wrong) Read()
    {
        var wrong = new Dictionary<string, string[]>();
        var codes = Rows.Select(r => r.Code).Where(c => c.Length > 0).ToHashSet(StringComparer.Ordinal);
        var items = Rows.Select((row, i) => ItemOf(row, i + 1)).ToList();
        foreach (var code in items.GroupBy(i => i.Code, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            wrong[T("编号 {0}", code)] = [T("有两样用了同一个编号")];
        return (items, wrong);

        KitchenMenuItem ItemOf(MenuRow row, int number)
        {
            if (row.Name.Length is 0 or > 60)
                Note(T("菜名"), T("要写，最多 60 个字"));
            if (row.Code.Length > 40 || !row.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                Note(T("编号"), T("只能用字母和数字"));
            if (!Fen.TryParseYuan(row.Yuan, out var price) || price.Value > MaxFen)
                Note(T("价格"), T("写成 12 或 12.50，最多 1000 元"));
            var stock = Int(row.Stock);
            if (row.Stock.Length > 0 && stock is not (>= 0 and <= MaxStock))
                Note(T("份数"), T("写一个整数，不限就空着"));
            return new KitchenMenuItem(
                row.Code.Length > 0 ? row.Code : NewCode(), row.Name, price.Value, row.Kind, row.DietTags, Split(row.Ingredients), stock, null,
                row.Kind == "set-meal" ? [.. Split(row.Contains).Select(PartOf)] : []);

            void Note(string field, string what) => wrong[T("第 {0} 样 {1}", number, field)] = [what];
        }

        string NewCode()
        {
            var code = Enumerable.Range(1, MaxRows + 1).Select(n => $"N{n}").First(c => !codes.Contains(c));
            codes.Add(code);
            return code;
        }
    }

    /// <summary>Changes with the items, and only with them.</summary>
    public static string MarkOf(IEnumerable<KitchenMenuItem> items) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(items, Json.Options)))[..16];

    private static List<string> Split(string text) => [.. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>青菜×2, 青菜x2, 青菜.</summary>
    private static KitchenMenuPart PartOf(string text)
    {
        var at = text.LastIndexOfAny(['×', 'x', 'X', '*']);
        return at > 0 && Int(text[(at + 1)..]) is { } quantity and > 0 ? new KitchenMenuPart(text[..at].Trim(), quantity) : new KitchenMenuPart(text, 1);
    }

    private static int? Int(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

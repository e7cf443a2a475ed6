using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.BuildingBlocks.Sheets;

/// <summary>One row below the head: its number as a spreadsheet counts (the head is 1), and its cells by column name.</summary>
public sealed record SheetRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public bool Has(string column) => Cells.ContainsKey(column);

    public string? this[string column] => Cells.TryGetValue(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}

/// <summary>Why a row was not taken. <paramref name="Row"/> counts as a spreadsheet does.</summary>
public sealed record RefusedRow(int Row, string Code, string Field, string Message)
{
    /// <summary>One for each field that is wrong.</summary>
    public static IEnumerable<RefusedRow> Of(SheetRow row, Invalid error) =>
        error.Fields.Select(f => new RefusedRow(row.Number, error.Code, f.Key, string.Join("; ", f.Value)));
}

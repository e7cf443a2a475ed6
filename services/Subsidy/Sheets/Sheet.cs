using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MealDispatch.BuildingBlocks.Money;
using ExcelSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace MealDispatch.Subsidy.Sheets;

/// <summary>A cell: text, a count, or an amount in yuan.</summary>
internal readonly record struct SheetCell(string? Text, long? Count, long? Fen)
{
    public static implicit operator SheetCell(string? text) => new(text, null, null);

    public static implicit operator SheetCell(long count) => new(null, count, null);

    public static SheetCell Yuan(long fen) => new(null, null, fen);
}

/// <summary>Rows below one head, as CSV or xlsx.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<SheetCell>> Rows)
{
    private const uint YuanStyle = 1;

    /// <summary>UTF-8 with a mark, so that Excel reads Chinese; CRLF; text that a spreadsheet would take for a formula is defused.</summary>
    public byte[] ToCsv()
    {
        var csv = new StringBuilder();
        foreach (var row in Rows.Select(r => r.Select(CsvOf)).Prepend(Head.Select(CsvText)))
            csv.AppendJoin(',', row).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    /// <summary>Head frozen; counts and amounts are numbers.</summary>
    public byte[] ToXlsx()
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            var rows = Rows.Select(r => r.Select(CellOf)).Prepend(Head.Select(TextCell)).Select(cells => new Row(cells));
            sheet.Worksheet = new Worksheet(
                new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
                new SheetData(rows));
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new ExcelSheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = Name }));
        }

        return file.ToArray();
    }

    private static string CsvOf(SheetCell cell) => cell switch
    {
        { Fen: { } fen } => new Fen(fen).ToYuan(),
        { Count: { } count } => count.ToString(CultureInfo.InvariantCulture),
        _ => CsvText(cell.Text ?? ""),
    };

    private static string CsvText(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static Cell CellOf(SheetCell cell) => cell switch
    {
        { Fen: { } fen } => new Cell { CellValue = new CellValue(new Fen(fen).ToYuan()), DataType = CellValues.Number, StyleIndex = YuanStyle },
        { Count: { } count } => new Cell { CellValue = new CellValue(count.ToString(CultureInfo.InvariantCulture)), DataType = CellValues.Number },
        _ => TextCell(cell.Text ?? ""),
    };

    private static Cell TextCell(string text) => new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString };

    private static Stylesheet Styles() => new(
        new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));
}

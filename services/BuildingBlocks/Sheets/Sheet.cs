using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Time;
using NodaTime;
using ExcelSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace MealDispatch.BuildingBlocks.Sheets;

/// <summary>A cell: text, a count, or an amount in yuan.</summary>
public readonly record struct SheetCell(string? Text, long? Count, long? Fen)
{
    public static implicit operator SheetCell(string? text) => new(text, null, null);

    public static implicit operator SheetCell(long count) => new(null, count, null);

    public static SheetCell Yuan(long fen) => new(null, null, fen);

    /// <summary>Local to the town; empty for what has not happened.</summary>
    public static SheetCell Time(Town town, Instant? at) =>
        at is { } instant ? town.LocalOf(instant).ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}

/// <summary>Rows below one head, as CSV or xlsx; written as they are read, so that a long one needs no memory.</summary>
public sealed record Sheet(string Name, IReadOnlyList<string> Head, IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows)
{
    /// <summary>What one xlsx sheet holds below its head.</summary>
    public const int MostRows = 1_048_575;

    private const uint YuanStyle = 1;

    public Sheet(string name, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<SheetCell>> rows)
        : this(name, head, rows.ToAsyncEnumerable())
    {
    }

    /// <summary>UTF-8 with a mark, so that Excel reads Chinese; CRLF; text that a spreadsheet would take for a formula is defused.</summary>
    public async Task WriteCsvAsync(Stream output, CancellationToken ct)
    {
        await using var csv = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await csv.WriteLineAsync(string.Join(',', Head.Select(CsvText)).AsMemory(), ct);
        await foreach (var row in Rows.WithCancellation(ct))
            await csv.WriteLineAsync(string.Join(',', row.Select(CsvOf)).AsMemory(), ct);
    }

    /// <summary>Head frozen; counts and amounts are numbers. A zip is put together in a temporary file: its index needs to go back.</summary>
    public async Task WriteXlsxAsync(Stream output, CancellationToken ct)
    {
        await using var file = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new ExcelSheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = Name }));
            await WriteRowsAsync(sheet, ct);
        }

        file.Position = 0;
        await file.CopyToAsync(output, ct);
    }

    private async Task WriteRowsAsync(WorksheetPart sheet, CancellationToken ct)
    {
        using var writer = OpenXmlWriter.Create(sheet);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(
            new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(Head.Select(TextCell)));
        await foreach (var row in Rows.WithCancellation(ct))
            writer.WriteElement(new Row(row.Select(CellOf)));
        writer.WriteEndElement();
        writer.WriteEndElement();
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

using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace MealDispatch.BuildingBlocks.Sheets;

/// <summary>
/// Reads CSV (UTF-8 with or without a mark, or GB18030) and xlsx into rows; null for what is neither. Of a table that is too long it
/// reads one row too many.
/// </summary>
internal sealed class SheetReader(Func<string, string> nameOf)
{
    private const long MaxUnpackedBytes = 100 * 1024 * 1024;
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public List<SheetRow>? ReadCsv(byte[] file)
    {
        if (Decode(file) is not { } text)
            return null;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null, HasHeaderRecord = false };
        using var csv = new CsvParser(new StringReader(text), settings);
        var rows = new List<SheetRow>();
        string[]? head = null;
        while (csv.Read() && rows.Count <= SheetUpload.MaxRows)
        {
            if (head is null)
                head = csv.Record!;
            else
                rows.Add(RowOf(csv.RawRow, head, csv.Record!));
        }

        return rows;
    }

    public List<SheetRow>? ReadXlsx(byte[] file)
    {
        try
        {
            if (UnpackedBytes(file) > MaxUnpackedBytes)
                return null;
            using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
            if (document.WorkbookPart is not { } workbook || FirstSheet(workbook) is not { } sheet)
                return null;
            var texts = workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(s => s.InnerText).ToList() ?? [];
            var rows = new List<SheetRow>();
            string[]? head = null;
            foreach (var row in sheet.Worksheet.Descendants<Row>().TakeWhile(_ => rows.Count <= SheetUpload.MaxRows))
            {
                var cells = CellsOf(row, texts);
                if (head is null)
                    head = cells;
                else if (cells.Any(c => c.Length > 0))
                    rows.Add(RowOf((int)(row.RowIndex?.Value ?? (uint)(rows.Count + 2)), head, cells));
            }

            return rows;
        }
        catch (Exception exception) when (exception is InvalidDataException or FileFormatException or OpenXmlPackageException or System.Xml.XmlException
            or FormatException or OverflowException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    private static string? Decode(byte[] file)
    {
        foreach (var encoding in new[] { StrictUtf8, Gb18030 })
        {
            try
            {
                return encoding.GetString(file).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
            }
        }

        return null;
    }

    private static long UnpackedBytes(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return zip.Entries.Sum(e => e.Length);
    }

    private static WorksheetPart? FirstSheet(WorkbookPart workbook) =>
        workbook.Workbook.Descendants<ExcelSheet>().FirstOrDefault()?.Id?.Value is { } id ? workbook.GetPartById(id) as WorksheetPart : null;

    private static string[] CellsOf(Row row, List<string> texts)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
            while (cells.Count < column)
                cells.Add("");
            cells.Add(TextOf(cell, texts));
        }

        return [.. cells];
    }

    /// <summary>From 0; at most a few hundred, so that one far cell cannot fill the memory.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
            column = (column * 26) + (letter - 'A') + 1;
        return column is > 0 and <= 500 ? column - 1 : null;
    }

    private static string TextOf(Cell cell, List<string> texts) =>
        cell.DataType?.Value == CellValues.SharedString && int.TryParse(cell.CellValue?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < texts.Count
            ? texts[index]
            : cell.DataType?.Value == CellValues.InlineString ? cell.InnerText : cell.CellValue?.Text ?? "";

    private SheetRow RowOf(int number, string[] head, string[] cells)
    {
        var named = new Dictionary<string, string>();
        for (var i = 0; i < head.Length; i++)
            named.TryAdd(nameOf(head[i].Trim()), i < cells.Length ? cells[i] : "");
        return new SheetRow(number, named);
    }
}

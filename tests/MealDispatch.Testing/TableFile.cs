using System.Net.Http.Headers;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MealDispatch.Testing;

/// <summary>A table as somebody would send it: CSV in the encodings that spreadsheets write, or xlsx.</summary>
public sealed record TableFile(byte[] Bytes, string MediaType)
{
    /// <param name="kind"><c>utf-8</c>, <c>utf-8-bom</c>, <c>gb18030</c>, or <c>xlsx</c>, for which lines and commas part rows and cells.</param>
    /// <param name="csv">The table.</param>
    public static TableFile Of(string kind, string csv) => kind switch
    {
        "xlsx" => Xlsx([.. csv.Split('\n').Select(line => line.Split(','))]),
        "utf-8-bom" => new([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)], "text/csv"),
        "gb18030" => new(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(csv), "text/csv"),
        _ => new(Encoding.UTF8.GetBytes(csv), "text/csv"),
    };

    public static TableFile Xlsx(params string[][] rows)
    {
        var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(cells => new Row(cells.Select(text =>
                new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) })))));
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "1" }));
        }

        return new TableFile(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    public Task<HttpResponseMessage> PostAsync(HttpClient client, string path)
    {
        var content = new ByteArrayContent(Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        return client.PostAsync(path, content);
    }
}

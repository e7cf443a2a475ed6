using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.BuildingBlocks.Sheets;

/// <summary>How a sheet is downloaded: the end of its address, and what it is.</summary>
public sealed record SheetFormat(string Extension, string ContentType, Func<Sheet, Stream, CancellationToken, Task> Write)
{
    public static readonly SheetFormat Csv = new("csv", "text/csv", (sheet, output, ct) => sheet.WriteCsvAsync(output, ct));

    public static readonly SheetFormat Xlsx = new(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (sheet, output, ct) => sheet.WriteXlsxAsync(output, ct));

    public static readonly IReadOnlyList<SheetFormat> All = [Csv, Xlsx];

    public PushStreamHttpResult Answer(Sheet sheet, string fileName, CancellationToken ct) => TypedResults.Stream(
        output => Write(sheet, output, ct), ContentType == "text/csv" ? "text/csv; charset=utf-8" : ContentType, $"{fileName}.{Extension}");
}

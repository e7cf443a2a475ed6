using System.Reflection;
using MealDispatch.BuildingBlocks.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.BuildingBlocks.Sheets;

/// <summary>
/// A table that is the body of a request: <c>text/csv</c> (UTF-8, a mark allowed, or GB18030) or xlsx, of which the first sheet counts.
/// Anything else is 415, more than <see cref="MaxBytes"/> 413.
/// </summary>
public sealed class SheetUpload
{
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int MaxRows = 20_000;
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly byte[] file;
    private readonly bool isXlsx;

    private SheetUpload(byte[] file, bool isXlsx) => (this.file, this.isXlsx) = (file, isXlsx);

    public static async ValueTask<SheetUpload?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        var mediaType = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (mediaType is not (Csv or Xlsx))
            throw new BadHttpRequestException("Neither CSV nor xlsx", StatusCodes.Status415UnsupportedMediaType);
        return new SheetUpload(await ReadBodyAsync(http.Request.Body, http.RequestAborted), mediaType == Xlsx);
    }

    /// <summary>The rows below the head.</summary>
    /// <param name="nameOf">What the reader calls the column of a heading, so that headings in several languages are one.</param>
    public Result<IReadOnlyList<SheetRow>> Read(Func<string, string> nameOf)
    {
        var reader = new SheetReader(nameOf);
        var rows = isXlsx ? reader.ReadXlsx(file) : reader.ReadCsv(file);
        if (rows is null)
            return new Invalid("$", "is not a table of that kind");
        return rows.Count > MaxRows ? new Invalid("$", $"at most {MaxRows} rows") : rows;
    }

    private static async Task<byte[]> ReadBodyAsync(Stream body, CancellationToken ct)
    {
        var file = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await body.ReadAsync(buffer, ct)) > 0)
        {
            file.Write(buffer, 0, read);
            if (file.Length > MaxBytes)
                throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        }

        return file.ToArray();
    }
}

public static class SheetUploadExtensions
{
    /// <summary>Lets a body of a table's size in.</summary>
    public static TBuilder AllowSheet<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestSizeLimitAttribute(SheetUpload.MaxBytes));
}

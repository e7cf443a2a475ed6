using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Sheets;

/// <summary>A list as a file: all its rows, each written as it is read.</summary>
/// <param name="Name">Of the sheet.</param>
/// <param name="FileName">Without its end.</param>
/// <param name="Rows">In order; asked again for each reading.</param>
internal sealed record Download<TRow>(
    string Name, string FileName, IReadOnlyList<string> Head, Func<SubsidyDbContext, IQueryable<TRow>> Rows, Func<TRow, IReadOnlyList<SheetCell>> CellsOf)
{
    public async Task<Results<PushStreamHttpResult, ProblemHttpResult>> AnswerAsync(SheetFormat format, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        if (format == SheetFormat.Xlsx)
        {
            await using var db = database.Read();
            if (await Rows(db).CountAsync(ct) > Sheet.MostRows)
                return new TooManyRows().ToProblem();
        }

        return format.Answer(new Sheet(Name, Head, CellsAsync()), FileName, ct);

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> CellsAsync()
        {
            await using var db = database.Read();
            await foreach (var row in Rows(db).AsAsyncEnumerable().WithCancellation(ct))
                yield return CellsOf(row);
        }
    }
}

internal static class DownloadRoutes
{
    /// <summary>What the list at <paramref name="path"/> shows in pages, whole.</summary>
    public static void MapDownload(this IEndpointRouteBuilder routes, string path, string name, Func<SheetFormat, Delegate> handlerOf, params Role[] readers) =>
        routes.MapSheets(path, name, "The same list, all of it", handlerOf).ProducesProblem(400).ProducesProblem(403).ProducesProblem(422).AllowRoles(readers);
}

internal sealed record TooManyRows() : RuleRefused("subsidy.too-many-rows")
{
    public override string? Detail => "符合的记录超过一张 xlsx 表能放的行数，请缩小范围，或下载 CSV。";
}

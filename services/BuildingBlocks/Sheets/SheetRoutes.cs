using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MealDispatch.BuildingBlocks.Sheets;

public static class SheetRoutes
{
    /// <summary>Maps a path with the end of each format of a sheet: <c>path.csv</c> and <c>path.xlsx</c>. Who may read them is still to be said.</summary>
    /// <param name="name">Of the route, before the format's.</param>
    /// <param name="summary">Before "as csv".</param>
    public static RouteGroupBuilder MapSheets(this IEndpointRouteBuilder routes, string path, string name, string summary, Func<SheetFormat, Delegate> handlerOf, string method = "GET")
    {
        var sheets = routes.MapGroup("");
        foreach (var format in SheetFormat.All)
        {
            sheets.MapMethods($"{path}.{format.Extension}", [method], handlerOf(format))
                .WithName($"{name}_{format.Extension}").WithSummary($"{summary}, as {format.Extension}").Produces(200, contentType: format.ContentType);
        }

        return sheets;
    }
}

using MealDispatch.Subsidy.CourierStatements.ReadStatements;
using MealDispatch.Subsidy.CourierStatements.UploadStatement;

namespace MealDispatch.Subsidy.CourierStatements;

internal static class CourierStatementRoutes
{
    public static void MapCourierStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapUploadStatement();
        routes.MapReadStatements();
    }
}

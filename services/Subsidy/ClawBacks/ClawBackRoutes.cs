using MealDispatch.Subsidy.ClawBacks.DecideClawBack;
using MealDispatch.Subsidy.ClawBacks.ListClawBacks;
using MealDispatch.Subsidy.ClawBacks.RequestClawBack;

namespace MealDispatch.Subsidy.ClawBacks;

internal static class ClawBackRoutes
{
    public static void MapClawBacks(this IEndpointRouteBuilder routes)
    {
        routes.MapRequestClawBack();
        routes.MapDecideClawBack();
        routes.MapListClawBacks();
    }
}

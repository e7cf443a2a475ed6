using MealDispatch.Subsidy.Flags.CheckMonth;
using MealDispatch.Subsidy.Flags.ClawBackFlag;
using MealDispatch.Subsidy.Flags.DecideFlag;
using MealDispatch.Subsidy.Flags.ListFlags;
using MealDispatch.Subsidy.Flags.RuleSettings;

namespace MealDispatch.Subsidy.Flags;

internal static class FlagRoutes
{
    public static void MapFlags(this IEndpointRouteBuilder routes)
    {
        routes.MapListFlags();
        routes.MapDecideFlag();
        routes.MapClawBackFlag();
        routes.MapCheckMonth();
        routes.MapRuleSettings();
    }
}

using MealDispatch.Subsidy.Samples.DrawSample;
using MealDispatch.Subsidy.Samples.ReadSamples;
using MealDispatch.Subsidy.Samples.RecordCallBack;

namespace MealDispatch.Subsidy.Samples;

internal static class SampleRoutes
{
    public static void MapSamples(this IEndpointRouteBuilder routes)
    {
        routes.MapDrawSample();
        routes.MapReadSamples();
        routes.MapRecordCallBack();
    }
}

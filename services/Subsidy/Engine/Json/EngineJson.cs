using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MealDispatch.BuildingBlocks.Time;

namespace MealDispatch.Subsidy.Engine.Json;

/// <summary>How the engine's types are written: camelCase, kebab-case names, nulls written, Chinese as it is.</summary>
internal static class EngineJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };
        options.Converters.AddNodaTime();
        return options;
    }
}

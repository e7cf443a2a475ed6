using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Http;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>A version as the API shows it: the scheme's own JSON, and what happened to it.</summary>
internal static class SchemeAnswer
{
    /// <param name="version">The version.</param>
    /// <param name="successor">The next active version of the code; it ends this one the day before. Null when there is none.</param>
    public static JsonObject Of(SchemeVersion version, SchemeVersion? successor)
    {
        var answer = JsonNode.Parse(version.Definition)!.AsObject();
        answer["status"] = Json.Word(version.Status);
        answer["revision"] = version.Revision;
        answer["authorId"] = version.AuthorId.ToString();
        answer["createdAt"] = JsonSerializer.SerializeToNode(version.CreatedAt, Json.Options);
        answer["activatedBy"] = version.ActivatedBy?.ToString();
        answer["activatedAt"] = JsonSerializer.SerializeToNode(version.ActivatedAt, Json.Options);
        answer["endedOn"] = successor is null ? null : LocalDatePattern.Iso.Format(successor.EffectiveFrom.PlusDays(-1));
        return answer;
    }

    public static SchemeVersion? SuccessorOf(SchemeVersion version, IEnumerable<SchemeVersion> ofTheSameCode) =>
        version.Status != SchemeStatus.Active
            ? null
            : ofTheSameCode.Where(v => v.Status == SchemeStatus.Active && v.EffectiveFrom > version.EffectiveFrom).MinBy(v => v.EffectiveFrom);
}

using System.Text.Json.Nodes;

namespace MealDispatch.Web.Pages;

/// <summary>What the people in a history are called. Who may not be shown, or is not known, has the beginning of an id.</summary>
internal sealed class PeopleNames(IReadOnlyDictionary<Guid, string> names)
{
    public static readonly PeopleNames None = new(new Dictionary<Guid, string>());

    /// <param name="id">Null is nobody: it followed from something else.</param>
    public string Of(Guid? id) => id is { } person ? names.GetValueOrDefault(person) ?? T("工作人员 {0}", person.ToString()[..8]) : T("系统");

    /// <inheritdoc cref="Of(Guid?)"/>
    public string Of(JsonNode? id) => Of((Guid?)id);
}

using System.Collections.Frozen;
using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>The contracts by name, as outbox rows hold them.</summary>
internal static class MessageTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(Hint).Assembly.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false }).ToFrozenDictionary(NameOf);

    public static string NameOf(Type type) => type.FullName!;

    public static Type Find(string name) => ByName.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"No contract is named {name}");
}

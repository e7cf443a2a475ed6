using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using MealDispatch.BuildingBlocks;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Contracts.Tests;

/// <summary>One fixed instance of each contract, every member filled by its name and type; the same at every run.</summary>
internal static class Samples
{
    private static readonly Instant AMorning = Instant.FromUtc(2025, 6, 25, 1, 29, 59) + Duration.FromNanoseconds(123_456_000);

    /// <summary>The messages: each has a file of its name in its owner's folder; what else a file declares is a part or an answer.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
    [
        .. typeof(Hint).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == typeof(Hint).Namespace
                ? t == typeof(Hint)
                : File.Exists(Checkout.PathOf("services", "Contracts", t.Namespace!.Split('.')[^1], t.Name + ".cs")))
            .OrderBy(t => t.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Answers to questions: they cross the bus too.</summary>
    public static IReadOnlyList<Type> Answers { get; } = [typeof(Registry.ResidentFound), typeof(Subsidy.SubsidyQuote)];

    public static object Of(Type type) => Value(type, type.Name);

    private static object Value(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Text(name);
        if (type == typeof(Guid))
            return Ids.Of(name);
        if (type == typeof(int))
            return name.Length;
        if (type == typeof(long))
            return name.Length * 100L;
        if (type == typeof(bool))
            return true;
        if (type == typeof(double))
            return name == "Lat" ? 31.25 : 121.23;
        if (type == typeof(Instant))
            return AMorning + Duration.FromMinutes(name.Length);
        if (type == typeof(LocalDate))
            return name == "BirthDate" ? new LocalDate(1945, 2, 28) : new LocalDate(2025, 6, 25);
        if (type == typeof(LocalTime))
            return new LocalTime(9, 30);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
            return List(type.GetGenericArguments()[0], name);
        return Instance(type);
    }

    private static Array List(Type element, string name)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Value(element, name.TrimEnd('s')), 0);
        return list;
    }

    private static object Instance(Type type)
    {
        var instance = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            property.SetValue(instance, Value(property.PropertyType, property.Name));
        return instance;
    }

    private static string Text(string name) => name switch
    {
        "SiteCode" or "Site" => "HX08",
        "KitchenSiteCode" or "SuppliedBy" => "HX01",
        "Subdistrict" => "huaxin",
        "Name" => "居民001",
        "Phone" => "13900000001",
        "TicketCode" => "HX01-20250625-L-012",
        "Provider" or "Courier" => "fengniao-v2",
        _ => name,
    };
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using MealDispatch.Testing;

namespace MealDispatch.Contracts.Tests;

/// <summary>The contracts' public members, approved: members are only ever added, as optional ones.</summary>
public sealed class ContractApiTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void PublicApi_IsAsApproved()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(Hint).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
            Describe(type, text);

        Approved.Matches(Checkout.PathOf("tests", "MealDispatch.Contracts.Tests", "approved", "public-api.txt"), text.ToString());
    }

    [Fact]
    public void Messages_AreSealedRecordsWithoutMethodsBaseOrInterface()
    {
        var odd = Samples.Messages.Where(t => !t.IsSealed || t.BaseType != typeof(object) || t.GetInterfaces().Any(i => i.GetGenericTypeDefinitionOrSelf() != typeof(IEquatable<>))
            || DeclaredMethods(t).Any());

        Assert.Empty(odd);
    }

    private static void Describe(Type type, StringBuilder text)
    {
        text.Append(type.FullName);
        if (type.IsEnum)
        {
            text.Append(": ").AppendJoin(", ", Enum.GetNames(type)).Append('\n');
            return;
        }

        text.Append('\n');
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
            text.Append("  ").Append(required).Append(NameOf(Nullability.Create(property))).Append(' ').Append(property.Name).Append('\n');
        }

        foreach (var method in DeclaredMethods(type))
            text.Append("  ").Append(method).Append('\n');
    }

    private static IEnumerable<MethodInfo> DeclaredMethods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && !m.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static string NameOf(NullabilityInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name = type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(NameOf))}>"
            : type.Name;
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }
}

internal static class TypeExtensions
{
    public static Type GetGenericTypeDefinitionOrSelf(this Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}

using System.Text.RegularExpressions;
using MealDispatch.Testing;
using MealDispatch.Web.FrontDoor;

namespace MealDispatch.Architecture.Tests;

public sealed partial class FrontDoorTests
{
    [Fact]
    public void EveryPublicPath_LeadsToTheServiceThatMapsIt()
    {
        var wrong = (
            from file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "services"), "*.cs", SearchOption.AllDirectories)
            let service = Path.GetRelativePath(Path.Combine(Checkout.Root, "services"), file).Split(Path.DirectorySeparatorChar)[0]
            where FrontDoorSetup.Paths.Any(p => p.Service == service)
            from Match route in Route().Matches(File.ReadAllText(file))
            let path = route.Groups["path"].Value
            let leadsTo = ServiceOf(path)
            where leadsTo != service
            select $"{path} of {service} leads to {leadsTo ?? "nobody"}").ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Of the paths that match, the one that is literal where the others are not.</summary>
    private static string? ServiceOf(string path) => FrontDoorSetup.Paths.Where(p => Matches(p.Path.Split('/'), path.Split('/')))
        .OrderByDescending(p => p.Path.Split('/').Count(part => !part.StartsWith('{'))).ThenByDescending(p => p.Path.Length).Select(p => p.Service).FirstOrDefault();

    private static bool Matches(string[] pattern, string[] path)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i].StartsWith("{**", StringComparison.Ordinal))
                return true;
            if (i >= path.Length || (pattern[i] != path[i] && !pattern[i].StartsWith('{')))
                return false;
        }

        return pattern.Length == path.Length;
    }

    [GeneratedRegex("""Map(Get|Post|Put|Delete|Download)\(\s*"(?<path>/(api|webhooks)/[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Route();
}

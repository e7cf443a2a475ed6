using MealDispatch.Testing;

namespace MealDispatch.Architecture.Tests;

/// <summary>docker-compose.yml says what the services need. Read as text: its keys by indentation, its values as they stand.</summary>
public sealed class ComposeTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Containers = ReadServices();

    public static TheoryData<string> Deployable => [.. Services.Deployable];

    public static TheoryData<string> WithData => [.. Services.WithData];

    [Theory, MemberData(nameof(Deployable))]
    public void EveryDeployable_IsAContainer_OfTheOneImage(string service)
    {
        var lines = Of(service.ToLowerInvariant());

        Assert.Contains(lines.Concat(TemplateOf(service)), l => l.Contains($"dockerfile: deploy/docker/Dockerfile, args: {{ SERVICE: {service} }}", StringComparison.Ordinal));
        Assert.Contains("depends_on: *after-migrations", lines);
    }

    [Theory, MemberData(nameof(WithData))]
    public void EveryServiceWithData_HasItsDatabase_AndIsMigratedBeforeAnyServiceStarts(string service)
    {
        var migrate = TemplateOf(service);

        Assert.Contains(migrate, l => l.StartsWith($"ConnectionStrings__{service}: \"Server=sqlserver;Database={service};", StringComparison.Ordinal));
        Assert.Contains("command: [ \"--migrate\" ]", migrate);
        Assert.Contains("depends_on: *after-servers", migrate);
        Assert.Contains($"  {service.ToLowerInvariant()}-migrate: {{ condition: service_completed_successfully }}", File.ReadAllLines(Checkout.PathOf("docker-compose.yml")));
    }

    [Fact]
    public void FrontDoor_KnowsEveryService()
    {
        foreach (var service in Services.Deployable.Where(s => s != "Web"))
            Assert.Contains($"Web__Services__{service}: http://{service.ToLowerInvariant()}:8080", Of("web"));
    }

    [Fact]
    public void Keys_AreWrittenByRegistryOnly()
    {
        Assert.Contains("volumes: [ \"data:/data\", \"keys:/keys\" ]", TemplateOf("Registry"));
        foreach (var service in Services.WithData.Where(s => s != "Registry"))
            Assert.Contains("volumes: [ \"data:/data\", \"keys:/keys:ro\" ]", TemplateOf(service));
    }

    [Fact]
    public void Secrets_ComeFromOutside()
    {
        var values = File.ReadAllLines(Checkout.PathOf("docker-compose.yml")).Where(l => l.Contains("assword", StringComparison.OrdinalIgnoreCase)
            || l.Contains("ecret", StringComparison.Ordinal) || l.Contains("_PASS", StringComparison.Ordinal));
        Assert.All(values, l => Assert.Matches(@"\$\{[A-Z0-9_]+(:[?-][^}]*)?\}|\$\$MSSQL_SA_PASSWORD", l));
        Assert.All(
            File.ReadAllLines(Checkout.PathOf("deploy", "docker", "env.example")).Where(l => l.Contains("PASSWORD", StringComparison.Ordinal) || l.Contains("SECRET", StringComparison.Ordinal)),
            l => Assert.EndsWith("=", l));
    }

    /// <summary>A key twice on one level, a tab, or a level that is not two spaces deeper: no parser takes it as it is meant.</summary>
    [Fact]
    public void File_IsWellFormed()
    {
        var open = new Stack<(int Indent, HashSet<string> Keys)>([(0, [])]);
        foreach (var line in File.ReadAllLines(Checkout.PathOf("docker-compose.yml")).Where(l => l.Trim().Length > 0 && !l.TrimStart().StartsWith('#')))
        {
            Assert.DoesNotContain('\t', line);
            var indent = line.Length - line.TrimStart().Length;
            while (indent < open.Peek().Indent)
                open.Pop();
            if (indent > open.Peek().Indent)
                open.Push((indent, []));
            Assert.Equal(2 * (open.Count - 1), indent);
            Assert.True(open.Peek().Keys.Add(line.Trim().Split(':')[0]), $"twice: {line}");
        }
    }

    private static IReadOnlyList<string> Of(string container) =>
        Containers.TryGetValue(container, out var lines) ? lines : throw new InvalidOperationException($"docker-compose.yml has no service {container}");

    private static IReadOnlyList<string> TemplateOf(string service) =>
        Containers.TryGetValue($"{service.ToLowerInvariant()}-migrate", out var lines) ? lines : [];

    private static Dictionary<string, IReadOnlyList<string>> ReadServices()
    {
        var found = new Dictionary<string, IReadOnlyList<string>>();
        List<string>? current = null;
        foreach (var line in File.ReadAllLines(Checkout.PathOf("docker-compose.yml")).SkipWhile(l => l != "services:").Skip(1).TakeWhile(l => l.Length == 0 || l[0] == ' '))
        {
            if (line.Length > 2 && line[2] != ' ')
                found[line.Trim().Split(':')[0]] = current = [];
            else
                current?.Add(line.Trim());
        }

        return found;
    }
}

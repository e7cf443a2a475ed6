using System.Xml.Linq;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MealDispatch.Architecture.Tests;

/// <summary>Services meet in messages only: no service's project or assembly knows another's.</summary>
public sealed class BoundariesTests
{
    private static readonly string[] Shared = ["BuildingBlocks", "Contracts", "EscPos", "RoutePlanner"];

    public static TheoryData<string> Deployable => [.. Services.Deployable];

    [Theory, MemberData(nameof(Deployable))]
    public void ServiceProject_References_OnlyWhatIsShared(string service)
    {
        Assert.Empty(ProjectReferencesOf(service).Except(Shared));
    }

    [Theory, MemberData(nameof(Deployable))]
    public void ServiceAssembly_References_NoOtherService(string service)
    {
        var references = Services.AssemblyOf(service).GetReferencedAssemblies().Select(r => r.Name!);

        Assert.Empty(references.Intersect(Services.Deployable).Except([service]));
    }

    [Fact]
    public void SharedProjects_Reference_NoService()
    {
        Assert.Empty(ProjectReferencesOf("Contracts"));
        Assert.Empty(ProjectReferencesOf("EscPos"));
        Assert.Empty(ProjectReferencesOf("RoutePlanner"));
        Assert.Equal(["Contracts", "SqlServerTypes"], ProjectReferencesOf("BuildingBlocks").Order());
    }

    [Theory, MemberData(nameof(Deployable))]
    public void PublicTypes_OfAService_AreItsModuleOnly(string service)
    {
        var visible = Services.AssemblyOf(service).GetExportedTypes()
            .Where(t => !t.IsAssignableTo(typeof(Migration)) && t.Name is not ("Program" or "ModelSnapshot"))
            .Select(t => t.Name);

        Assert.Equal([$"{service}Module"], visible);
    }

    private static IEnumerable<string> ProjectReferencesOf(string project) =>
        XDocument.Load(Checkout.PathOf("services", project, project + ".csproj")).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}

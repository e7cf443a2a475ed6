using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Support;

public sealed class DemoFactory : ServiceFactory<SubsidyModule>
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Demo:Enabled"] = "true" };
}

public sealed class DemoTests(DemoFactory factory) : IClassFixture<DemoFactory>
{
    [Fact]
    public async Task DemoTown_HasItsSchemeActiveAndItsBudgetFull()
    {
        foreach (var seed in factory.Services.GetServices<IDemoSeed>())
            await seed.SeedAsync(CancellationToken.None);
        var officer = await factory.SignedInAsync(Role.Officer);

        var scheme = await officer.GetJsonAsync("/api/subsidy/schemes/HX-2025");
        var budget = await officer.GetJsonAsync("/api/subsidy/budgets/huaxin-2025");

        Assert.Equal(("active", 1, "2025-06-25", null), ((string)scheme["status"]!, (int)scheme["version"]!, (string)scheme["effectiveFrom"]!, (string?)scheme["effectiveTo"]));
        Assert.NotEqual((string)scheme["authorId"]!, (string)scheme["activatedBy"]!);
        Assert.Single(scheme["versions"]!.AsArray());
        Assert.Equal((100_000_000, 100_000_000, "2025-01-01", null), ((long)budget["fen"]!, (long)budget["remainingFen"]!, (string)budget["from"]!, (string?)budget["to"]));
    }
}

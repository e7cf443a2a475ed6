using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;

namespace MealDispatch.Browser.Tests;

/// <summary>README's pictures, from the running town into <c>artifacts/pictures</c>; <c>deploy/pictures.sh</c> puts them in their place.</summary>
[Collection(nameof(TownAfterAMorning))]
public sealed class PicturesTests(TownAfterAMorning town)
{
    [BrowserFact]
    public async Task Pictures_ThatTheReadmeShows_AreTakenFromTheRunningTown()
    {
        var taken = new List<string>();
        await using var daughter = await town.VisitAsync(width: 390);
        await daughter.SignInByPhoneAsync(DemoTown.FamilyPhone(1));
        await TakeAsync(daughter, $"/order?site={TownAfterAMorning.Site}", "menu");
        await daughter.Page.GotoAsync("/orders");
        await daughter.Page.Locator("main a[href^='/orders/']").First.ClickAsync();
        await TakeAsync(daughter, null, "order");
        await using var cook = await town.VisitAsync(width: 1180);
        await cook.SignInByNameAsync($"staff-{TownAfterAMorning.Site}");
        await TakeAsync(cook, "/kitchen", "kitchen");
        await using var officer = await town.VisitAsync(width: 1180);
        await officer.SignInByNameAsync("officer-huaxin");
        await TakeAsync(officer, "/town", "town");

        var readme = await File.ReadAllTextAsync(Checkout.PathOf("README.md"));
        Assert.Equal(taken.Order(), Directory.EnumerateFiles(Checkout.PathOf("services", "docs", "pictures")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order());
        Assert.All(taken, name => Assert.Contains($"services/docs/pictures/{name}.png", readme, StringComparison.Ordinal));

        async Task TakeAsync(Visitor visitor, string? path, string name)
        {
            if (path is not null)
                await visitor.Page.GotoAsync(path);
            await visitor.Page.ScreenshotAsync(new() { Path = Checkout.PathOf("artifacts", "pictures", $"{name}.png") });
            taken.Add(name);
        }
    }
}

using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Extensions.Options;

namespace MealDispatch.AllInOne;

/// <summary>What a person wants to know when the system is ready.</summary>
internal static class Banner
{
    public static void Print(WebApplication app)
    {
        var address = AllInOneHost.Reachable(app.Urls.First()).ToString().TrimEnd('/');
        Console.WriteLine($"""

            MealDispatch is ready at {address}
            Data: {app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory}
            """);
        if (!app.Services.GetRequiredService<DemoMode>().Enabled)
            return;
        Console.WriteLine($"""
            Demonstration town. Accounts (password {DemoTown.Password}):
              admin   officer-huaxin   auditor-huaxin   staff-{DemoTown.Canteens[0]} … staff-{DemoTown.DiningTables[^1]}   rider-01 … rider-{DemoTown.Riders:00}
            Elders and family sign in by phone; the code is shown on the page:
              residents {DemoTown.ResidentPhone(1)} …   family {DemoTown.FamilyPhone(1)} …
            """);
    }
}

using MealDispatch.Contracts;
using MealDispatch.Testing;
using static MealDispatch.Ordering.Tests.OrderingFactory;

namespace MealDispatch.Ordering.Tests.Menus;

public sealed class MenusTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    private static readonly object Soup = new { code = "S", name = "冬瓜汤", priceFen = 300, kind = "dish", dietTags = new[] { "low-salt" }, ingredients = new[] { "冬瓜" }, stock = 5 };

    [Fact]
    public async Task Menu_Published_IsSoldByTheCanteenAndItsTables()
    {
        var staff = await factory.StaffAsync();

        var menu = await (await staff.PutAsync("/api/sites/HX01/menus/2025-07-05/dinner", new { items = new[] { Soup } })).JsonAsync();
        Assert.Equal(1, (int)menu["version"]!);

        foreach (var site in new[] { Canteen, Table })
        {
            var listed = Assert.Single((await factory.CreateClient().GetJsonAsync($"/api/sites/{site}/menus?from=2025-07-05&to=2025-07-05"))["items"]!.AsArray())!;
            Assert.Equal((site, "dinner", "冬瓜汤", 5), ((string?)listed["siteCode"], (string?)listed["mealPeriod"], (string?)listed["items"]![0]!["name"], (int)listed["items"]![0]!["left"]!));
        }

        Assert.Empty((await factory.CreateClient().GetJsonAsync("/api/sites/HX02/menus?from=2025-07-05&to=2025-07-05"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Menu_WithAVersion_RefusesAStaleOne()
    {
        var staff = await factory.StaffAsync();
        const string Path = "/api/sites/HX01/menus/2025-07-06/lunch";
        await (await staff.PutAsync(Path, new { items = new[] { Soup }, version = 0 })).JsonAsync();

        await (await staff.PutAsync(Path, new { items = new[] { Soup }, version = 0 })).ProblemAsync(409, "request.stale-version");
        Assert.Equal(2, (int)(await (await staff.PutAsync(Path, new { items = new[] { Soup }, version = 1 })).JsonAsync())["version"]!);
        Assert.Equal(3, (int)(await (await staff.PutAsync(Path, new { items = new[] { Soup } })).JsonAsync())["version"]!);
    }

    [Fact]
    public async Task Menu_ChangedAfterSomebodyOrdered_LeavesTheOrderAsItWas()
    {
        var staff = await factory.StaffAsync();
        const string Path = "/api/sites/HX01/menus/2025-07-03/lunch";
        await (await staff.PutAsync(Path, new { items = new[] { Soup } })).JsonAsync();
        var resident = await factory.AResidentAsync();
        var placed = await (await staff.PostAsync("/api/orders", AnOrder(resident, o =>
        {
            o["serviceDate"] = "2025-07-03";
            o["fulfilment"] = "pickup";
            o["lines"] = new[] { new { itemCode = "S", quantity = 1 } };
        }))).JsonAsync(201);

        await (await staff.PutAsync(Path, new { items = new[] { new { code = "S", name = "西瓜汤", priceFen = 900, kind = "dish" } } })).JsonAsync();

        var line = Assert.Single((await staff.GetJsonAsync($"/api/orders/{placed["id"]}"))["lines"]!.AsArray())!;
        Assert.Equal(("冬瓜汤", 300), ((string?)line["name"], (long)line["priceFen"]!));
    }

    [Fact]
    public async Task Menu_OfAnotherSiteOrATable_IsNotTheirsToWrite()
    {
        var staff = await factory.StaffAsync(Canteen, Table);
        var body = new { items = new[] { Soup } };

        await (await staff.PutAsync("/api/sites/HX02/menus/2025-07-05/lunch", body)).ProblemAsync(403, "auth.not-allowed");
        await (await staff.PutAsync("/api/sites/HX08/menus/2025-07-05/lunch", body)).ProblemAsync(422, "ordering.menu-is-the-suppliers");
        await (await staff.PutAsync("/api/sites/HX99/menus/2025-07-05/lunch", body)).ProblemAsync(404, "request.not-found");
        var officer = await factory.SignedInAsync(Role.Officer);
        await (await officer.PutAsync("/api/sites/HX01/menus/2025-07-05/lunch", body)).ProblemAsync(403, "auth.not-allowed");
        await (await factory.CreateClient().PutAsync("/api/sites/HX01/menus/2025-07-05/lunch", body)).ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task Menu_WithABadField_IsInvalid()
    {
        var staff = await factory.StaffAsync();
        object?[] bad =
        [
            null,
            new { name = "汤", priceFen = 1, kind = "dish" },
            new { code = "S", priceFen = 1, kind = "dish" },
            new { code = "S", name = "汤", kind = "dish" },
            new { code = "S", name = "汤", priceFen = -1, kind = "dish" },
            new { code = "S", name = "汤", priceFen = 1 },
            new { code = "S", name = "汤", priceFen = 1, kind = "dish", stock = -1 },
            new { code = "S", name = "汤", priceFen = 1, kind = "dish", dietTags = new string?[] { null } },
        ];
        foreach (var item in bad)
            await (await staff.PutAsync("/api/sites/HX01/menus/2025-07-05/lunch", new { items = new[] { item } })).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync("/api/sites/HX01/menus/2025-07-05/lunch", new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync("/api/sites/HX01/menus/2025-07-05/lunch", new { items = new[] { Soup, Soup } })).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync("/api/sites/HX01/menus/today/lunch", new { items = new[] { Soup } })).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync("/api/sites/HX01/menus/2025-07-05/brunch", new { items = new[] { Soup } })).ProblemAsync(400, "request.invalid");
        await (await staff.GetAsync("/api/sites/HX01/menus?from=2025-07-05&to=2025-07-04")).ProblemAsync(400, "request.invalid");
        await (await staff.GetAsync("/api/sites/HX01/menus?from=2025-07-05&to=2026-07-04")).ProblemAsync(400, "request.invalid");
        await (await staff.GetAsync("/api/sites/HX99/menus")).ProblemAsync(404, "request.not-found");
        Assert.Empty(factory.LoggedErrors);
    }
}

using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Sites;

public sealed class SiteTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Fact]
    public async Task Sites_AreReadByAnybody_InPages()
    {
        var client = registry.CreateClient();
        var all = await client.GetJsonAsync("/api/sites");
        Assert.Equal(11, all["items"]!.AsArray().Count(s => ((string)s!["code"]!).StartsWith("HX", StringComparison.Ordinal)));
        var first = await client.GetJsonAsync("/api/sites?limit=4");
        var second = await client.GetJsonAsync($"/api/sites?limit=4&after={(string?)first["next"]}");
        Assert.Equal("HX05", (string?)second["items"]![0]!["code"]);
        Assert.Equal("09:30", (string?)(await client.GetJsonAsync("/api/sites/HX01"))["orderWindows"]![0]!["cutoff"]);
        await (await client.GetAsync("/api/sites/HX99")).ProblemAsync(404, "request.not-found");
        await (await client.GetAsync("/api/sites?limit=0")).ProblemAsync(400, "request.invalid");
        await (await client.GetAsync("/api/sites?after=%25")).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task PutSite_ByTheOfficer_ChangesItAndTellsTheServices()
    {
        var officer = await registry.OfficerAsync();
        var site = await officer.GetJsonAsync("/api/sites/HX02");
        site["closedDates"] = new JsonArray("2025-10-01");

        var put = await (await officer.PutAsync("/api/sites/HX02", site)).JsonAsync();

        Assert.Equal((int)site["version"]! + 1, (int?)put["version"]);
        Assert.Single(registry.Bus.PublishedOf<SiteChanged>().Last(m => m.Code == "HX02").ClosedDates);
        await (await officer.PutAsync("/api/sites/HX02", site)).ProblemAsync(409, "request.stale-version");
    }

    [Fact]
    public async Task PutSite_WithCourierLimits_KeepsAndTellsThem_AndRefusesThoseOfOthers()
    {
        var officer = await registry.OfficerAsync();
        var site = await officer.GetJsonAsync("/api/sites/HX03");
        Assert.Empty(site["courierLimits"]!.AsArray());
        site["courierLimits"] = new JsonArray(new JsonObject { ["provider"] = "fengniao-v2", ["maxFeeFen"] = 800, ["maxLive"] = 20 });
        var put = await (await officer.PutAsync("/api/sites/HX03", site)).JsonAsync();
        Assert.Equal(800, (int?)put["courierLimits"]![0]!["maxFeeFen"]);
        Assert.Equal(20, Assert.Single(registry.Bus.PublishedOf<SiteChanged>().Last(m => m.Code == "HX03").CourierLimits).MaxLive);

        put["courierLimits"]![0]!["provider"] = "dada";
        await (await officer.PutAsync("/api/sites/HX03", put)).ProblemAsync(400, "request.invalid");
        // Who does not know of limits leaves them; a courier that is not asked any more needs none.
        put.AsObject().Remove("courierLimits");
        var untouched = await (await officer.PutAsync("/api/sites/HX03", put)).JsonAsync();
        Assert.Single(untouched["courierLimits"]!.AsArray());
        untouched.AsObject().Remove("courierLimits");
        untouched["couriers"] = new JsonArray("own-riders");
        Assert.Empty((await (await officer.PutAsync("/api/sites/HX03", untouched)).JsonAsync())["courierLimits"]!.AsArray());
    }

    [Fact]
    public async Task PutSite_TableCutoffLaterThanItsCanteen_IsRefused_FromBothSides()
    {
        var officer = await registry.OfficerAsync();
        var table = await officer.GetJsonAsync("/api/sites/HX08");
        table["orderWindows"]![0]!["cutoff"] = "09:31";
        await (await officer.PutAsync("/api/sites/HX08", table)).ProblemAsync(422, "registry.cutoff-after-supplier");

        var canteen = await officer.GetJsonAsync("/api/sites/HX01");
        canteen["orderWindows"]![0]!["cutoff"] = "09:29";
        await (await officer.PutAsync("/api/sites/HX01", canteen)).ProblemAsync(422, "registry.cutoff-after-supplier");
        canteen["orderWindows"] = new JsonArray();
        await (await officer.PutAsync("/api/sites/HX01", canteen)).ProblemAsync(422, "registry.supplier-does-not-serve");
        Assert.Equal("09:30", (string?)(await officer.GetJsonAsync("/api/sites/HX01"))["orderWindows"]![0]!["cutoff"]);
    }

    [Theory]
    [InlineData("HX09")]
    [InlineData("HX99")]
    [InlineData("HX08")]
    public async Task PutSite_SuppliedByNoCanteen_IsRefused(string supplier)
    {
        var officer = await registry.OfficerAsync();
        var table = await officer.GetJsonAsync("/api/sites/HX08");
        table["suppliedBy"] = supplier;
        await (await officer.PutAsync("/api/sites/HX08", table)).ProblemAsync(422, "registry.supplier-not-a-canteen");
    }

    [Fact]
    public async Task PutSite_ThatSuppliesTables_CannotBecomeATable()
    {
        var officer = await registry.OfficerAsync();
        var canteen = await officer.GetJsonAsync("/api/sites/HX01");
        (canteen["kind"], canteen["suppliedBy"]) = ("dining-table", "HX02");
        await (await officer.PutAsync("/api/sites/HX01", canteen)).ProblemAsync(422, "registry.supplies-tables");
    }

    public static TheoryData<string, string> BadFields => new()
    {
        { "code", "\"HX02\"" }, { "name", "null" }, { "kind", "null" }, { "kind", "\"shop\"" }, { "suppliedBy", "\"HX02\"" }, { "subdistrict", "null" },
        { "address", "null" }, { "address", "{\"text\":\"x\",\"lat\":\"31\"}" }, { "phone", "\"x\"" }, { "communities", "[null]" }, { "communities", "5" },
        { "deliveryRadiusMeters", "-1" }, { "deliveryRadiusMeters", "null" }, { "deliveryRadiusMeters", "1e20" }, { "deliveryFeeFen", "-1" },
        { "deliveryFeeFen", "3.5" }, { "deliveryFeeFen", "99999999999999999999" },
        { "orderWindows", "[null]" }, { "orderWindows", "[{}]" }, { "orderWindows", "{}" },
        { "orderWindows", "[{\"mealPeriod\":\"lunch\",\"opensDaysBefore\":7,\"cutoff\":\"25:00\",\"cutoffDaysBefore\":0,\"serveFrom\":\"10:00\",\"serveTo\":\"12:00\",\"capacity\":1}]" },
        { "orderWindows", "[{\"mealPeriod\":\"lunch\",\"opensDaysBefore\":7,\"cutoff\":\"09:00\",\"cutoffDaysBefore\":0,\"serveFrom\":\"13:00\",\"serveTo\":\"12:00\",\"capacity\":1}]" },
        { "orderWindows", "[{\"mealPeriod\":\"lunch\",\"opensDaysBefore\":0,\"cutoff\":\"09:00\",\"cutoffDaysBefore\":1,\"serveFrom\":\"10:00\",\"serveTo\":\"12:00\",\"capacity\":1}]" },
        { "orderWindows", "[{\"mealPeriod\":\"lunch\",\"opensDaysBefore\":1,\"cutoff\":\"09:00\",\"cutoffDaysBefore\":0,\"serveFrom\":\"10:00\",\"serveTo\":\"12:00\",\"capacity\":-1}]" },
        { "closedDates", "[\"2025-13-01\"]" }, { "closedDates", "[null]" }, { "closedDates", "[\"9999-01-01\"]" },
        { "couriers", "[\"pigeon\"]" }, { "couriers", "[\"dada\",\"dada\"]" }, { "version", "\"1\"" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task PutSite_WithABadField_IsInvalidAndNothingChanges(string field, string json)
    {
        var officer = await registry.OfficerAsync();
        var before = await officer.GetJsonAsync("/api/sites/HX03");
        var body = before.DeepClone();
        body[field] = JsonNode.Parse(json);

        var response = await officer.PutAsync("/api/sites/HX03", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));

        var problem = await response.JsonAsync(400);
        Assert.Contains((string?)problem["code"], new[] { "request.invalid", "request.malformed" });
        Assert.Equal(before.ToJsonString(), (await officer.GetJsonAsync("/api/sites/HX03")).ToJsonString());
        Assert.Empty(registry.LoggedErrors);
    }

    [Fact]
    public async Task Export_HoldsWhatIsSetAboutTheCallersSites()
    {
        var officer = await registry.OfficerAsync();
        var site = await officer.GetJsonAsync("/api/sites/HX06");
        site["name"] = "-六";
        site["closedDates"] = new JsonArray("2025-10-02", "2025-10-01");
        site["courierLimits"] = new JsonArray(new JsonObject { ["provider"] = (string?)site["couriers"]![0], ["maxFeeFen"] = 850, ["maxLive"] = 20 });
        await (await officer.PutAsync("/api/sites/HX06", site)).JsonAsync();

        var rows = (await officer.GetStringAsync("/api/sites/export.csv")).Split("\r\n")[1..^1];

        Assert.Equal((await officer.GetJsonAsync("/api/sites?limit=500"))["items"]!.AsArray().Count(s => (string?)s!["subdistrict"] == "huaxin"), rows.Length);
        var row = Assert.Single(rows, r => r.StartsWith("HX06,'-六,", StringComparison.Ordinal));
        Assert.Contains("2025-10-01、2025-10-02", row, StringComparison.Ordinal);
        Assert.EndsWith("每单最多 8.50 元 同时最多 20 单", row, StringComparison.Ordinal);
        Assert.Contains("午餐：", row, StringComparison.Ordinal);
        Assert.Single((await (await registry.SignedInAsync(Role.Auditor, "elsewhere")).GetStringAsync("/api/sites/export.csv")).Split("\r\n")[..^1]);
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString((await officer.GetByteArrayAsync("/api/sites/export.xlsx"))[..2]));
        await (await registry.CreateClient().GetAsync("/api/sites/export.csv")).ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task PutSite_ByOthers_IsNotAllowed()
    {
        var site = await registry.CreateClient().GetJsonAsync("/api/sites/HX04");
        await (await registry.CreateClient().PutAsync("/api/sites/HX04", site)).ProblemAsync(401, "auth.not-signed-in");
        await (await (await registry.SignedInByPasswordAsync("staff-HX04")).PutAsync("/api/sites/HX04", site)).ProblemAsync(403, "auth.not-allowed");
        var foreign = await registry.SignedInAsync(Role.Officer, "elsewhere");
        await (await foreign.PutAsync("/api/sites/HX04", site)).ProblemAsync(403, "registry.other-subdistrict");
        site["subdistrict"] = "elsewhere";
        await (await foreign.PutAsync("/api/sites/HX04", site)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task PutSite_WithANewCode_MakesTheSite()
    {
        var admin = await registry.SignedInByPasswordAsync("admin");
        var site = await admin.GetJsonAsync("/api/sites/HX05");
        (site["code"], site["version"]) = ("NEW1", null);
        Assert.Equal(1, (int?)(await (await admin.PutAsync("/api/sites/NEW1", site)).JsonAsync())["version"]);
    }
}

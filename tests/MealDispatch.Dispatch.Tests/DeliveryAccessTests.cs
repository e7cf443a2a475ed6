using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Testing;

namespace MealDispatch.Dispatch.Tests;

public sealed class DeliveryAccessTests : DispatchScenario
{
    [Theory]
    [InlineData(Role.Resident, true, null, "huaxin", 200)]
    [InlineData(Role.Resident, false, null, "huaxin", 404)]
    [InlineData(Role.CanteenStaff, false, "HX01", "huaxin", 200)]
    [InlineData(Role.CanteenStaff, false, "HX02", "huaxin", 404)]
    [InlineData(Role.Officer, false, null, "huaxin", 200)]
    [InlineData(Role.Auditor, false, null, "huaxin", 200)]
    [InlineData(Role.Officer, false, null, "elsewhere", 404)]
    [InlineData(Role.Rider, false, null, "huaxin", 404)]
    public async Task Delivery_IsThereForThoseWhomItConcerns(Role role, bool own, string? site, string subdistrict, int status)
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 20);
        var id = (await dispatch.DeliveryAsync(order)).Id;
        var caller = await dispatch.SignedInAsync(role, subdistrict, site is null ? [] : [site], own ? order.ResidentId : null);

        Assert.Equal(status, (int)(await caller.GetAsync($"/api/deliveries/{id}")).StatusCode);
        Assert.Equal(status, (int)(await caller.GetAsync($"/api/deliveries/{id}/track")).StatusCode);
        var listed = (await caller.GetJsonAsync("/api/deliveries?siteCode=HX01&serviceDate=2025-07-01&status=assigned"))["items"]!.AsArray();
        Assert.Equal(status == 200 ? 1 : 0, listed.Count);
    }

    [Fact]
    public async Task Delivery_SeenByStaff_HasAttemptsWithProviderReferenceRiderAndEvents()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 20);
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var seen = await staff.GetJsonAsync($"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}");

        Assert.Equal("assigned", (string?)seen["status"]);
        Assert.Equal("李骑手", (string?)seen["rider"]!["name"]);
        var attempt = Assert.Single(seen["attempts"]!.AsArray())!;
        Assert.Equal(("fengniao-v2", $"open-{code}", code), ((string?)attempt["provider"], (string?)attempt["providerReference"], (string?)attempt["code"]));
        Assert.Equal("rider-assigned", (string?)Assert.Single(attempt["events"]!.AsArray())!["state"]);
    }

    [Fact]
    public async Task Map_ShowsTheDaysDoorsRounded_AndNobodysName()
    {
        var (order, code) = await dispatch.GivenSubmittedAsync();
        await dispatch.CallbackAsync(code, 20);

        var map = await (await dispatch.SignedInAsync(Role.Auditor)).GetJsonAsync("/api/deliveries/map?serviceDate=2025-07-01");

        Assert.Equal("""{"siteCode":"HX01","mealPeriod":"lunch","status":"assigned","needsAttention":false,"lat":31.255,"lng":121.235}""", Assert.Single(map["items"]!.AsArray())!.ToJsonString());
        Assert.Equal(31.25, (double)Assert.Single(map["sites"]!.AsArray(), s => (string?)s!["code"] == "HX01")!["lat"]!);
        Assert.DoesNotContain(order.ResidentId.ToString(), map.ToJsonString(), StringComparison.Ordinal);
        var elsewhere = await (await dispatch.SignedInAsync(Role.Officer, "elsewhere")).GetJsonAsync("/api/deliveries/map?serviceDate=2025-07-01");
        Assert.Empty(elsewhere["items"]!.AsArray());
        Assert.Empty(elsewhere["sites"]!.AsArray());
        Assert.Empty((await (await dispatch.SignedInAsync(Role.Officer)).GetJsonAsync("/api/deliveries/map?serviceDate=2025-07-02"))["items"]!.AsArray());
        Assert.Equal(403, (int)(await (await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"])).GetAsync("/api/deliveries/map?serviceDate=2025-07-01")).StatusCode);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=x")]
    [InlineData("?after=%21")]
    [InlineData("?serviceDate=tomorrow")]
    [InlineData("?status=lost")]
    public async Task List_AskedWrongly_Is400(string query)
    {
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        Assert.Equal(400, (int)(await staff.GetAsync($"/api/deliveries{query}")).StatusCode);
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task List_ByPages_ShowsEachOnce()
    {
        for (var i = 0; i < 5; i++)
            await dispatch.GivenOrderAsync();
        var officer = await dispatch.SignedInAsync(Role.Officer);
        var seen = new List<string>();
        for (var after = ""; ;)
        {
            var page = await officer.GetJsonAsync($"/api/deliveries?limit=2&after={after}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            if ((string?)page["next"] is not { } next)
                break;
            after = next;
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(5, seen.Distinct().Count());
    }

    [Fact]
    public async Task WelfareReport_ByStaff_GoesToCareOncePerKey()
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var path = $"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}/welfare-reports";
        var body = new { level = "urgent", codes = new[] { "fall" }, note = "门口跌倒" };
        var first = await (await staff.PostAsync(path, body)).JsonAsync(201);
        var again = await (await staff.PostAsync(path, body)).JsonAsync(201);
        await dispatch.DrainAsync();

        Assert.Equal((string?)first["id"], (string?)again["id"]);
        var report = Assert.Single(dispatch.Bus.PublishedOf<WelfareReported>());
        Assert.Equal((WelfareLevel.Urgent, "staff", order.ResidentId), (report.Level, report.Source, report.ResidentId));
        await (await staff.PostAsync(path, body with { note = "另一" })).ProblemAsync(422, "idempotency.key-reused");
    }

    [Theory]
    [InlineData("""{ "level": null, "codes": [] }""")]
    [InlineData("""{ "level": "fine", "codes": [] }""")]
    [InlineData("""{ "level": "well", "codes": ["bored"] }""")]
    [InlineData("""{ "level": "well", "codes": [null] }""")]
    [InlineData("""{ "level": "well", "codes": "fall" }""")]
    [InlineData("""{ "level": 1 }""")]
    [InlineData("null")]
    public async Task WelfareReport_ThatIsNone_Is400(string body)
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        var staff = await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX01"]);
        var response = await staff.PostAsync(
            $"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}/welfare-reports",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(dispatch.Bus.PublishedOf<WelfareReported>());
        Assert.Empty(dispatch.LoggedErrors);
    }

    [Fact]
    public async Task WelfareReport_ByAResidentOrAboutAStrangersDelivery_IsRefused()
    {
        var (order, _) = await dispatch.GivenSubmittedAsync();
        var path = $"/api/deliveries/{(await dispatch.DeliveryAsync(order)).Id}/welfare-reports";
        var body = new { level = "well", codes = Array.Empty<string>() };
        await (await (await dispatch.SignedInAsync(Role.Resident, residentId: order.ResidentId)).PostAsync(path, body)).ProblemAsync(403, "auth.not-allowed");
        await (await (await dispatch.SignedInAsync(Role.CanteenStaff, sites: ["HX02"])).PostAsync(path, body)).ProblemAsync(404, "request.not-found");
        await (await (await dispatch.SignedInAsync(Role.Officer)).PostAsync($"/api/deliveries/{Ids.New()}/welfare-reports", body))
            .ProblemAsync(404, "request.not-found");
    }
}

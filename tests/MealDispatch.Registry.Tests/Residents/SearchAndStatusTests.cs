using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class SearchAndStatusTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Theory]
    [InlineData("居民017")]
    [InlineData("139 0000 0017")]
    public async Task Search_ByNameOrPhone_FindsTheResident(string query)
    {
        var found = await SearchAsync(await registry.OfficerAsync(), new { query });
        Assert.Equal(DemoTown.ResidentId(17), (Guid?)Assert.Single(found["items"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task Search_InPages_ShowsEachOnce()
    {
        var auditor = await registry.SignedInByPasswordAsync("auditor-huaxin");
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await SearchAsync(auditor, new { query = "居民", limit = 120, after });
            names.AddRange(page["items"]!.AsArray().Select(r => (string)r!["name"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Superset(Enumerable.Range(1, DemoTown.Residents).Select(n => $"居民{n:000}").ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public async Task Search_ByOthers_IsRefusedOrEmpty()
    {
        await (await (await registry.SignedInByPasswordAsync("staff-HX01")).PostAsync("/api/residents/search", new { query = "居民" })).ProblemAsync(403, "auth.not-allowed");
        Assert.Empty((await SearchAsync(await registry.SignedInAsync(Role.Officer, "elsewhere"), new { query = "居民" }))["items"]!.AsArray());
        var officer = await registry.OfficerAsync();
        await (await officer.PostAsync("/api/residents/search", new { limit = 501 })).ProblemAsync(400, "request.invalid");
        await (await officer.PostAsync("/api/residents/search", new { after = "e30" })).ProblemAsync(400, "request.invalid");
        await (await officer.PostAsync("/api/residents/search", new { query = new string('x', 101) })).ProblemAsync(400, "request.invalid");
        await (await officer.PostAsync("/api/residents/search", new { query = 5 })).ProblemAsync(400, "request.malformed");
    }

    [Fact]
    public async Task Search_ByCommunityCategoryAndStatus_IsWhatHoldsToday()
    {
        var officer = await registry.OfficerAsync();
        var (community, code) = ("居委" + AResident.Number("19500625", male: true)[^6..], "重残_[1]%");
        var ids = new List<Guid>();
        foreach (var categories in new object[][]
                 {
                     [new { code, from = "2024-01-01", to = (string?)null }], [new { code, from = "2020-01-01", to = "2021-01-01" }], [new { code = "重残_[1]%多", from = (string?)null, to = (string?)null }],
                 })
            ids.Add((Guid)(await (await officer.PostAsync("/api/residents", new AResident { Name = "王桂兰", Community = community, Categories = categories })).JsonAsync(201))["id"]!);
        await (await officer.PostAsync($"/api/residents/{ids[1]}/status", new { status = "paused", reason = "住院" })).JsonAsync();

        Assert.Equal(3, (await SearchAsync(officer, new { community }))["items"]!.AsArray().Count);
        Assert.Equal(ids[0], (Guid?)Assert.Single((await SearchAsync(officer, new { community, category = code }))["items"]!.AsArray())!["id"]);
        Assert.Equal(ids[1], (Guid?)Assert.Single((await SearchAsync(officer, new { community, status = "paused" }))["items"]!.AsArray())!["id"]);
        Assert.Equal(2, (await SearchAsync(officer, new { community, status = "active" }))["items"]!.AsArray().Count);
        await (await officer.PostAsync("/api/residents/search", new { status = "asleep" })).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task Export_IsWhatTheSearchFinds_MaskedDefusedAndNoted_ForOfficersOnly()
    {
        var officer = await registry.OfficerAsync();
        var (community, number) = ("居委" + AResident.Number("19500625", male: true)[^6..], AResident.Number("19500625", male: false));
        var id = (Guid)(await (await officer.PostAsync("/api/residents", new AResident { Community = community, Name = "=王", IdNumber = number, Phone = "13900000999" })).JsonAsync(201))["id"]!;

        var file = await (await officer.PostAsync("/api/residents/export.csv", new { community })).Content.ReadAsByteArrayAsync();

        var text = System.Text.Encoding.UTF8.GetString(file);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal(3, text.Split("\r\n").Length);
        Assert.Contains($"'=王,{Registry.Residents.IdNumber.Mask(number)},13900000999,1950-06-25,女,", text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.Contains("dibao 2024-01-01/", text, StringComparison.Ordinal);
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString((await (await officer.PostAsync("/api/residents/export.xlsx", new { community })).Content.ReadAsByteArrayAsync())[..2]));
        await using (var db = registry.Read())
            Assert.Equal(2, db.PersonalDataReads.Count(r => r.ResidentId == id && r.Purpose == "Registry_ExportResidents"));
        await (await (await registry.SignedInByPasswordAsync("auditor-huaxin")).PostAsync("/api/residents/export.csv", new { community })).ProblemAsync(403, "auth.not-allowed");
        var stranger = await (await registry.SignedInAsync(Role.Officer, "elsewhere")).PostAsync("/api/residents/export.csv", new { community });
        Assert.DoesNotContain("王", await stranger.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeStatus_InThePast_ChangesTheHistoryAndTellsTheServices()
    {
        var officer = await registry.OfficerAsync();
        var id = (Guid)(await (await officer.PostAsync("/api/residents", new AResident())).JsonAsync(201))["id"]!;

        var paused = await (await officer.PostAsync($"/api/residents/{id}/status", new { status = "paused", from = "2025-06-01", to = "2025-07-01", reason = "住院" })).JsonAsync();
        Assert.Equal("paused", (string?)paused["status"]);
        Assert.Equal(3, registry.Bus.PublishedOf<ResidentChanged>().Single(m => m.ResidentId == id && m.Version == 2).Statuses.Count);

        var deceased = await (await officer.PostAsync($"/api/residents/{id}/status", new { status = "deceased", reason = "去世" })).JsonAsync();
        Assert.Equal("deceased", (string?)deceased["status"]);
        Assert.Equal(3, (int?)deceased["version"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"paused"}""")]
    [InlineData("""{"status":"gone","reason":"x"}""")]
    [InlineData("""{"status":"paused","from":"2025-07-02","to":"2025-07-01","reason":"x"}""")]
    [InlineData("""{"status":"deceased","from":"2025-07-01","to":"2025-07-03","reason":"x"}""")]
    [InlineData("""{"status":"paused","from":"9999-12-31","reason":"x"}""")]
    [InlineData("""{"status":"paused","from":7,"reason":"x"}""")]
    [InlineData("""{"status":"paused","reason":[]}""")]
    public async Task ChangeStatus_WithABadBody_ChangesNothing(string body)
    {
        var officer = await registry.OfficerAsync();
        var path = $"/api/residents/{DemoTown.ResidentId(11)}";
        var before = await officer.GetJsonAsync(path);
        await (await officer.PostAsync(path + "/status", new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).JsonAsync(400);
        Assert.Equal(before.ToJsonString(), (await officer.GetJsonAsync(path)).ToJsonString());
        Assert.Empty(registry.LoggedErrors);
    }

    [Fact]
    public async Task ChangeStatus_OfAnothersResident_IsNotThere()
    {
        var foreign = await registry.SignedInAsync(Role.Officer, "elsewhere");
        await (await foreign.PostAsync($"/api/residents/{DemoTown.ResidentId(11)}/status", new { status = "paused", reason = "x" })).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task FindSites_ForTheResident_AreNearestFirstAndSayWhetherTheyDeliver()
    {
        var resident = await registry.SignedInByPhoneAsync("13900000012");
        var path = $"/api/residents/{DemoTown.ResidentId(12)}/sites";
        var sites = (await resident.GetJsonAsync($"{path}?serviceDate=2025-07-02&mealPeriod=lunch"))["items"]!.AsArray();
        Assert.Equal(sites.Select(s => (int)s!["distanceMeters"]!).Order(), sites.Select(s => (int)s!["distanceMeters"]!));
        Assert.All(sites, s => Assert.Equal((true, true, null), ((bool)s!["canOrder"]!, (bool)s["canDeliver"]!, (string?)s["reason"])));
        Assert.Equal("2025-07-02T01:30:00Z", (string?)sites[0]!["cutoffAt"]);
        Assert.Equal("ordering.cutoff-passed", await ReasonAsync("2025-06-30", "lunch"));
        Assert.Equal("ordering.not-open-yet", await ReasonAsync("2025-07-09", "lunch"));
        Assert.Null(await ReasonAsync("2025-07-08", "dinner"));
        Assert.Equal("ordering.site-closed", await ReasonAsync("2025-07-02", "breakfast"));
        await (await resident.GetAsync($"{path}?serviceDate=2025-07-02")).ProblemAsync(400, "request.invalid");
        await (await resident.GetAsync($"{path}?serviceDate=soon&mealPeriod=tea")).ProblemAsync(400, "request.invalid");
        await (await resident.GetAsync($"/api/residents/{DemoTown.ResidentId(13)}/sites?serviceDate=2025-07-02&mealPeriod=lunch")).ProblemAsync(404, "request.not-found");

        async Task<string?> ReasonAsync(string date, string meal) =>
            (string?)(await resident.GetJsonAsync($"{path}?serviceDate={date}&mealPeriod={meal}"))["items"]![0]!["reason"];
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> SearchAsync(HttpClient client, object body) =>
        await (await client.PostAsync("/api/residents/search", body)).JsonAsync();
}

using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class LookUpResidentsTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Theory]
    [InlineData("居民021")]
    [InlineData("139 0000 0021")]
    public async Task LookUp_ByNameOrPhone_ShowsWhatTellsPeopleApartAndNoMore(string query)
    {
        var found = Assert.Single(await LookUpAsync(await registry.SignedInByPasswordAsync("staff-HX02"), new { query }));

        Assert.Equal(["community", "id", "name", "phone", "status"], found!.AsObject().Select(p => p.Key).Order());
        Assert.Equal((DemoTown.ResidentId(21), "139****0021", "active"), ((Guid)found["id"]!, (string?)found["phone"], (string?)found["status"]));
    }

    [Fact]
    public async Task LookUp_ByCard_FindsItsHolderWhileTheCardIsValid()
    {
        var (staff, officer) = (await registry.SignedInByPasswordAsync("staff-HX02"), await registry.OfficerAsync());
        var card = (string)(await (await officer.PostAsync($"/api/residents/{DemoTown.ResidentId(22)}/card", null)).JsonAsync(201))["cardCode"]!;

        Assert.Equal(DemoTown.ResidentId(22), (Guid?)Assert.Single(await LookUpAsync(staff, new { cardCode = card }))!["id"]);
        await officer.DeleteAsync($"/api/residents/{DemoTown.ResidentId(22)}/card");
        Assert.Empty(await LookUpAsync(staff, new { cardCode = card }));
    }

    [Fact]
    public async Task LookUp_IsNotedAndForStaffOfTheSubdistrictOnly()
    {
        var staff = await registry.SignedInByPasswordAsync("staff-HX02");
        var ids = new[] { DemoTown.ResidentId(23) };

        Assert.Single(await LookUpAsync(staff, new { ids }));

        await using var db = registry.Read();
        Assert.Equal(1, await db.PersonalDataReads.CountAsync(r => r.ResidentId == ids[0] && r.Purpose == "Registry_LookUpResidents"));
        Assert.Empty(await LookUpAsync(await registry.SignedInAsync(Role.CanteenStaff, "elsewhere"), new { ids }));
        await (await (await registry.OfficerAsync()).PostAsync("/api/residents/look-up", new { ids })).ProblemAsync(403, "auth.not-allowed");
        await (await staff.PostAsync("/api/residents/look-up", new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync("/api/residents/look-up", new { ids, query = "居民" })).ProblemAsync(400, "request.invalid");
    }

    private static async Task<JsonArray> LookUpAsync(HttpClient client, object body) =>
        (await (await client.PostAsync("/api/residents/look-up", body)).JsonAsync())["items"]!.AsArray();
}

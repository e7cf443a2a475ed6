using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.FamilyLinks;

public sealed class FamilyLinkTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    private static string PathOf(int resident) => $"/api/residents/{DemoTown.ResidentId(resident)}/family-links";

    [Fact]
    public async Task Link_AskedForByTheResident_ConfirmedByCode_LetsThePersonAct_UntilWithdrawn()
    {
        var resident = await registry.SignedInByPhoneAsync("13900000101");
        var link = await (await resident.PostAsync(PathOf(101), new { phone = "13512340101", relation = "女儿" })).JsonAsync(201);
        Assert.Equal("pending", (string?)link["status"]);
        var path = $"/api/family-links/{(string?)link["id"]}";
        await (await resident.PostAsync(path + "/confirm", new { code = "wrong" })).ProblemAsync(422, "registry.wrong-code");

        Assert.Equal("confirmed", (string?)(await (await resident.PostAsync(path + "/confirm", new { code = (string?)link["demoCode"] })).JsonAsync())["status"]);

        var daughter = await registry.SignedInByPhoneAsync("13512340101");
        Assert.Equal("女儿", (string?)(await daughter.GetJsonAsync("/api/me"))["residents"]![0]!["relation"]);
        Assert.True(registry.Bus.PublishedOf<FamilyLinkChanged>()[^1].Active);
        await (await resident.PostAsync(PathOf(101), new { phone = "13512340101", relation = "女儿" })).ProblemAsync(422, "registry.already-linked");
        Assert.Single((await daughter.GetJsonAsync(PathOf(101)))["items"]!.AsArray());

        Assert.Equal(204, (int)(await resident.DeleteAsync(path)).StatusCode);

        Assert.Empty((await daughter.GetJsonAsync("/api/me"))["residents"]!.AsArray());
        Assert.False(registry.Bus.PublishedOf<FamilyLinkChanged>()[^1].Active);
    }

    [Fact]
    public async Task Link_ConfirmedInPresence_IsForStaffOnly()
    {
        var staff = await registry.SignedInByPasswordAsync("staff-HX01");
        var link = await (await staff.PostAsync(PathOf(102), new { phone = "13512340102", relation = "儿子" })).JsonAsync(201);
        var confirm = $"/api/family-links/{(string?)link["id"]}/confirm";
        var resident = await registry.SignedInByPhoneAsync("13900000102");
        await (await resident.PostAsync(confirm, new { presentReason = "我在" })).ProblemAsync(403, "registry.only-staff-confirm");

        Assert.Equal("confirmed", (string?)(await (await staff.PostAsync(confirm, new { presentReason = "本人到场" })).JsonAsync())["status"]);
    }

    [Fact]
    public async Task Link_AfterFiveWrongCodes_TakesNone()
    {
        var resident = await registry.SignedInByPhoneAsync("13900000103");
        var link = await (await resident.PostAsync(PathOf(103), new { phone = "13512340103", relation = "儿子" })).JsonAsync(201);
        var confirm = $"/api/family-links/{(string?)link["id"]}/confirm";
        for (var attempt = 0; attempt < 5; attempt++)
            await (await resident.PostAsync(confirm, new { code = "x" })).ProblemAsync(422, "registry.wrong-code");
        await (await resident.PostAsync(confirm, new { code = (string?)link["demoCode"] })).ProblemAsync(429, "registry.too-many-tries");
    }

    [Fact]
    public async Task Links_OfStrangers_AreNotThere()
    {
        var stranger = await registry.SignedInByPhoneAsync("13900000104");
        await (await stranger.PostAsync(PathOf(105), new { phone = "13512340105", relation = "x" })).ProblemAsync(404, "request.not-found");
        await (await stranger.GetAsync(PathOf(105))).ProblemAsync(404, "request.not-found");
        var officer = await registry.OfficerAsync();
        var link = await (await officer.PostAsync(PathOf(105), new { phone = "13512340105", relation = "儿子" })).JsonAsync(201);
        await (await stranger.PostAsync($"/api/family-links/{(string?)link["id"]}/confirm", new { code = (string?)link["demoCode"] })).ProblemAsync(404, "request.not-found");
        await (await stranger.DeleteAsync($"/api/family-links/{(string?)link["id"]}")).ProblemAsync(404, "request.not-found");
        var foreign = await registry.SignedInAsync(Role.CanteenStaff, "elsewhere", ["X01"]);
        await (await foreign.PostAsync(PathOf(105), new { phone = "13512340106", relation = "x" })).ProblemAsync(404, "request.not-found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"phone":"12","relation":"x"}""")]
    [InlineData("""{"phone":"13512340107"}""")]
    [InlineData("""{"phone":13512340107,"relation":"x"}""")]
    [InlineData("""{"phone":"13512340107","relation":"12345678901234567890123456789012345678901234567890"}""")]
    public async Task Link_WithABadBody_IsInvalid(string body)
    {
        var officer = await registry.OfficerAsync();
        await (await officer.PostAsync(PathOf(106), new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).JsonAsync(400);
        Assert.Empty((await officer.GetJsonAsync(PathOf(106)))["items"]!.AsArray());
        Assert.Empty(registry.LoggedErrors);
    }
}

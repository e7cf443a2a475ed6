using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Cards;

public sealed class CardTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Fact]
    public async Task Card_Issued_SignsInWithItsPin_UntilReplacedOrRevoked()
    {
        var officer = await registry.OfficerAsync();
        var path = $"/api/residents/{DemoTown.ResidentId(111)}/card";
        var card = await (await officer.PostAsync(path, null)).JsonAsync(201);
        var (cardCode, pin) = ((string?)card["cardCode"], (string?)card["pin"]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cardCode!)));
        Assert.Equal(hash, registry.Bus.PublishedOf<ResidentCardChanged>()[^1].CardHash);
        var client = registry.CreateClient();
        var me = await registry.WithToken(await (await client.PostAsync("/api/sign-in", new { cardCode, pin })).JsonAsync()).GetJsonAsync("/api/me");
        Assert.Equal(DemoTown.ResidentId(111), (Guid?)me["residents"]![0]!["id"]);
        await (await client.PostAsync("/api/sign-in", new { cardCode, pin = "x" })).ProblemAsync(401, "registry.sign-in-refused");
        Assert.Equal(cardCode, (string?)(await officer.GetJsonAsync(path))["cardCode"]);

        var second = await (await officer.PostAsync(path, null)).JsonAsync(201);

        Assert.Equal(2, (int?)second["version"]);
        await (await client.PostAsync("/api/sign-in", new { cardCode, pin })).ProblemAsync(401, "registry.sign-in-refused");
        Assert.Equal(204, (int)(await officer.DeleteAsync(path)).StatusCode);
        Assert.Equal((3, null), (registry.Bus.PublishedOf<ResidentCardChanged>()[^1].Version, registry.Bus.PublishedOf<ResidentCardChanged>()[^1].CardHash));
        await (await officer.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await officer.DeleteAsync(path)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Card_AskedForAsAnImage_IsAPng()
    {
        var officer = await registry.OfficerAsync();
        var path = $"/api/residents/{DemoTown.ResidentId(112)}/card";
        await (await officer.PostAsync(path, null)).JsonAsync(201);
        officer.DefaultRequestHeaders.Accept.ParseAdd("image/png");
        var response = await officer.GetAsync(path);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("PNG"u8.ToArray(), (await response.Content.ReadAsByteArrayAsync())[1..4]);
    }

    [Fact]
    public async Task Card_IsIssuedByOfficersOnly_AndSeenByItsResident()
    {
        var path = $"/api/residents/{DemoTown.ResidentId(113)}/card";
        await (await (await registry.SignedInByPasswordAsync("staff-HX01")).PostAsync(path, null)).ProblemAsync(403, "auth.not-allowed");
        var officer = await registry.OfficerAsync();
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "card-1");
        var card = await (await officer.PostAsync(path, null)).JsonAsync(201);
        Assert.Equal((string?)card["cardCode"], (string?)(await (await officer.PostAsync(path, null)).JsonAsync(201))["cardCode"]);
        Assert.Equal((string?)card["cardCode"], (string?)(await (await registry.SignedInByPhoneAsync("13900000113")).GetJsonAsync(path))["cardCode"]);
        await (await (await registry.SignedInByPhoneAsync("13900000114")).GetAsync(path)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Poster_IsAPageForAnybody()
    {
        var response = await registry.CreateClient().GetAsync("/api/sites/HX01/poster");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("华新长者食堂", page, StringComparison.Ordinal);
        Assert.Contains("/s/HX01", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        await (await registry.CreateClient().GetAsync("/api/sites/HX99/poster")).ProblemAsync(404, "request.not-found");
    }
}

using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.SignIn;

public sealed class SignInTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("officer-huaxin", "officer")]
    [InlineData("OFFICER-HUAXIN", "officer")]
    [InlineData("officer-huaxin-2", "officer")]
    [InlineData("auditor-huaxin", "auditor")]
    [InlineData("staff-HX01", "canteen-staff")]
    [InlineData("rider-01", "rider")]
    public async Task SignIn_WithADemoPassword_GivesTokensAndRoles(string userName, string role)
    {
        var answer = await (await registry.CreateClient().PostAsync("/api/sign-in", new { userName, password = "demo-Pass-1" })).JsonAsync();

        Assert.Equal(role, (string?)answer["roles"]![0]);
        Assert.Equal(600, (int?)answer["expiresIn"]);
        Assert.Equal(userName.StartsWith("staff", StringComparison.Ordinal) ? 1 : 0, answer["sites"]!.AsArray().Count);
        var me = await registry.WithToken(answer).GetJsonAsync("/api/me");
        Assert.Equal(role, (string?)me["roles"]![0]);
    }

    [Fact]
    public async Task SignIn_ByPhoneCode_ActsForTheResident()
    {
        var resident = await registry.SignedInByPhoneAsync("139 0000-0001");
        var me = await resident.GetJsonAsync("/api/me");
        Assert.Equal("居民001", (string?)me["residents"]![0]!["name"]);
        Assert.Equal("本人", (string?)me["residents"]![0]!["relation"]);

        var family = await (await registry.SignedInByPhoneAsync("13800000001")).GetJsonAsync("/api/me");
        Assert.Equal("居民001", (string?)family["residents"]![0]!["name"]);
        Assert.NotEqual("本人", (string?)family["residents"]![0]!["relation"]);
    }

    [Fact]
    public async Task SendCode_ToAnUnknownPhone_AnswersLikeAKnownOneAndDoesNotSignIn()
    {
        var client = registry.CreateClient();
        var code = (string?)(await (await client.PostAsync("/api/sign-in/code", new { phone = "13711112222" })).JsonAsync(202))["demoCode"];
        Assert.Matches("^[0-9]{6}$", code);

        await (await client.PostAsync("/api/sign-in", new { phone = "13711112222", code })).ProblemAsync(401, "registry.sign-in-refused");
    }

    [Fact]
    public async Task SignIn_WithACodeUsedBefore_IsRefused()
    {
        var client = registry.CreateClient();
        var code = (string?)(await (await client.PostAsync("/api/sign-in/code", new { phone = "13900000002" })).JsonAsync(202))["demoCode"];
        await (await client.PostAsync("/api/sign-in", new { phone = "13900000002", code })).JsonAsync();

        await (await client.PostAsync("/api/sign-in", new { phone = "13900000002", code })).ProblemAsync(401, "registry.sign-in-refused");
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongCodes_RefusesTheRightOne_AndAfterTenAnything()
    {
        var client = registry.CreateClient();
        var code = (string?)(await (await client.PostAsync("/api/sign-in/code", new { phone = "13900000003" })).JsonAsync(202))["demoCode"];
        var wrong = code == "000000" ? "000001" : "000000";
        for (var attempt = 0; attempt < 5; attempt++)
            await (await client.PostAsync("/api/sign-in", new { phone = "13900000003", code = wrong })).ProblemAsync(401, "registry.sign-in-refused");
        await (await client.PostAsync("/api/sign-in", new { phone = "13900000003", code })).ProblemAsync(401, "registry.sign-in-refused");
        for (var attempt = 0; attempt < 4; attempt++)
            await (await client.PostAsync("/api/sign-in", new { phone = "13900000003", code = wrong })).ProblemAsync(401, "registry.sign-in-refused");

        await (await client.PostAsync("/api/sign-in", new { phone = "13900000003", code })).ProblemAsync(429, "registry.too-many-tries");
    }

    [Fact]
    public async Task SendCode_SixTimesWithoutSigningIn_IsTooMany()
    {
        var client = registry.CreateClient();
        for (var sent = 0; sent < 5; sent++)
            await (await client.PostAsync("/api/sign-in/code", new { phone = "13900000004" })).JsonAsync(202);
        await (await client.PostAsync("/api/sign-in/code", new { phone = "13900000004" })).ProblemAsync(429, "registry.too-many-codes");
    }

    [Fact]
    public async Task SignIn_ManyTimesRightly_IsNotLimited()
    {
        for (var turn = 0; turn < 8; turn++)
            await registry.SignedInByPhoneAsync("13900000005");
        var clients = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => registry.SignedInByPasswordAsync("staff-HX03")));
        Assert.Equal(12, clients.Length);
    }

    [Fact]
    public async Task SignIn_WithWrongPasswords_IsRefusedAndThenTooMany_OthersAreNotTouched()
    {
        var client = registry.CreateClient();
        for (var attempt = 0; attempt < 10; attempt++)
            await (await client.PostAsync("/api/sign-in", new { userName = "rider-02", password = "wrong" })).ProblemAsync(401, "registry.sign-in-refused");

        await (await client.PostAsync("/api/sign-in", new { userName = "Rider-02", password = "demo-Pass-1" })).ProblemAsync(429, "registry.too-many-tries");
        await registry.SignedInByPasswordAsync("rider-03");
    }

    [Fact]
    public async Task SignIn_WithAnUnknownName_IsRefusedLikeAWrongPassword() =>
        await (await registry.CreateClient().PostAsync("/api/sign-in", new { userName = "nobody", password = "demo-Pass-1" }))
            .ProblemAsync(401, "registry.sign-in-refused");

    [Fact]
    public async Task Refresh_GivesNewTokensOnce_AndTheSecondUseEndsTheSession()
    {
        var client = registry.CreateClient();
        var first = await (await client.PostAsync("/api/sign-in", new { userName = "auditor-huaxin", password = "demo-Pass-1" })).JsonAsync();
        var second = await (await client.PostAsync("/api/sign-in/refresh", new { refreshToken = (string?)first["refreshToken"] })).JsonAsync();
        await registry.WithToken(second).GetJsonAsync("/api/me");

        await (await client.PostAsync("/api/sign-in/refresh", new { refreshToken = (string?)first["refreshToken"] })).ProblemAsync(401, "registry.refresh-refused");

        await (await registry.WithToken(second).GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");
        await (await client.PostAsync("/api/sign-in/refresh", new { refreshToken = (string?)second["refreshToken"] })).ProblemAsync(401, "registry.refresh-refused");
        Assert.NotEmpty(registry.Bus.PublishedOf<SessionEnded>());
    }

    [Fact]
    public async Task SignOut_EndsAccessAndRefresh()
    {
        var client = registry.CreateClient();
        var signedIn = await (await client.PostAsync("/api/sign-in", new { userName = "rider-04", password = "demo-Pass-1" })).JsonAsync();
        var me = registry.WithToken(signedIn);
        Assert.Equal(204, (int)(await me.PostAsync("/api/sign-out", null)).StatusCode);

        await (await me.GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");
        await (await client.PostAsync("/api/sign-in/refresh", new { refreshToken = (string?)signedIn["refreshToken"] })).ProblemAsync(401, "registry.refresh-refused");
    }

    [Fact]
    public async Task Me_WithoutAToken_IsNotSignedIn() =>
        await (await registry.CreateClient().GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");

    public static TheoryData<string, string> BadRequests => new()
    {
        { "/api/sign-in/code", "{}" },
        { "/api/sign-in/code", "{\"phone\":null}" },
        { "/api/sign-in/code", "{\"phone\":\"12\"}" },
        { "/api/sign-in/code", "{\"phone\":13900000001}" },
        { "/api/sign-in/code", "{\"phone\":\"" + new string('1', 5000) + "\"}" },
        { "/api/sign-in/code", "[]" },
        { "/api/sign-in/code", "null" },
        { "/api/sign-in/code", "" },
        { "/api/sign-in", "{}" },
        { "/api/sign-in", "{\"phone\":\"13900000001\"}" },
        { "/api/sign-in", "{\"phone\":\"13900000001\",\"code\":\"1\",\"userName\":\"admin\",\"password\":\"x\"}" },
        { "/api/sign-in", "{\"userName\":\"admin\"}" },
        { "/api/sign-in", "{\"userName\":\"admin\",\"password\":\"" + new string('x', 5000) + "\"}" },
        { "/api/sign-in", "{\"userName\":\"" + new string('x', 5000) + "\",\"password\":\"x\"}" },
        { "/api/sign-in", "{\"userName\":{},\"password\":[]}" },
        { "/api/sign-in", "{\"cardCode\":\"x\",\"pin\":null}" },
        { "/api/sign-in/refresh", "{}" },
        { "/api/sign-in/refresh", "{\"refreshToken\":7}" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task SignIn_WithABadBody_IsMalformed(string path, string body)
    {
        var response = await registry.CreateClient().PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        var problem = await response.JsonAsync(400);
        Assert.Contains((string?)problem["code"], new[] { "request.invalid", "request.malformed" });
        Assert.Empty(registry.LoggedErrors);
    }
}

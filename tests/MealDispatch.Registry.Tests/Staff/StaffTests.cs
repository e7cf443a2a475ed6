using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Staff;

public sealed class StaffTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    private const string NewPassword = "my own long password";

    private static int last;

    [Fact]
    public async Task AddStaff_ThenSigningInWithTheTemporaryPassword_NeedsANewOneFirst()
    {
        var added = await AddAsync(await AdminAsync(), new { userName = "Wang.Lan", name = "王兰", roles = new[] { "officer" }, subdistrict = "huaxin" });
        var temporary = (string)added["temporaryPassword"]!;
        Assert.Equal("wang.lan", (string?)added["account"]!["userName"]);

        await (await SignInAsync("wang.lan", temporary)).ProblemAsync(422, "registry.new-password-needed");
        await (await SignInAsync("wang.lan", temporary, "short")).ProblemAsync(400, "request.invalid");
        var signedIn = await (await SignInAsync("wang.lan", temporary, NewPassword)).JsonAsync();
        await (await SignInAsync("wang.lan", temporary)).ProblemAsync(401, "registry.sign-in-refused");

        Assert.Equal("officer", (string?)signedIn["roles"]![0]);
        var me = await registry.WithToken(signedIn).GetJsonAsync("/api/me");
        Assert.Equal("huaxin", (string?)me["subdistrict"]);
        var account = await (await AdminAsync()).GetJsonAsync($"/api/staff/{added["account"]!["id"]}");
        Assert.False((bool)account["account"]!["passwordIsTemporary"]!);
        Assert.Equal("管理员", (string?)account["history"]![0]!["by"]);
    }

    [Theory]
    [InlineData("short-1")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("demo-Pass-1")]
    [InlineData("rider-05-is-my-name")]
    public async Task SignIn_WithANewPasswordThatIsWeak_IsInvalidAndKeepsTheOld(string newPassword)
    {
        await (await SignInAsync("rider-05", "demo-Pass-1", newPassword)).ProblemAsync(400, "request.invalid");
        await (await SignInAsync("rider-05", "demo-Pass-1")).JsonAsync();
    }

    [Fact]
    public async Task SignIn_WithANewPassword_EndsTheOtherSessions()
    {
        var before = await registry.SignedInByPasswordAsync("rider-06");

        var after = registry.WithToken(await (await SignInAsync("rider-06", "demo-Pass-1", NewPassword)).JsonAsync());

        await (await before.GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");
        await after.GetJsonAsync("/api/me");
    }

    [Fact]
    public async Task ResetPassword_SignsOutAndGivesATemporaryOne()
    {
        var admin = await AdminAsync();
        var (id, session) = await SignedInStaffAsync(admin);

        var reset = await (await admin.PostAsync($"/api/staff/{id}/password", new { })).JsonAsync();

        await (await session.GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");
        await (await SignInAsync((string)reset["account"]!["userName"]!, NewPassword)).ProblemAsync(401, "registry.sign-in-refused");
        await (await SignInAsync((string)reset["account"]!["userName"]!, (string)reset["temporaryPassword"]!))
            .ProblemAsync(422, "registry.new-password-needed");
    }

    [Fact]
    public async Task ChangeStaff_ToNotActive_EndsSessionsAndRights()
    {
        var admin = await AdminAsync();
        var (id, session) = await SignedInStaffAsync(admin);
        var account = (await admin.GetJsonAsync($"/api/staff/{id}"))["account"]!;

        await (await admin.PutAsync($"/api/staff/{id}", Form(account, active: false))).JsonAsync();

        await (await session.GetAsync("/api/me")).ProblemAsync(401, "auth.not-signed-in");
        await (await SignInAsync((string)account["userName"]!, NewPassword)).ProblemAsync(401, "registry.sign-in-refused");
        await (await admin.PutAsync($"/api/staff/{id}", Form(account, active: true))).ProblemAsync(409, "request.stale-version");
        var changed = await admin.GetJsonAsync($"/api/staff/{id}");
        Assert.Equal(["added", "changed"], changed["history"]!.AsArray().Select(c => (string?)c!["action"]));

        account["version"] = (int)changed["account"]!["version"]!;
        await (await admin.PutAsync($"/api/staff/{id}", Form(account, active: true))).JsonAsync();
        await (await SignInAsync((string)account["userName"]!, NewPassword)).JsonAsync();
    }

    [Fact]
    public async Task ChangeStaff_OfTheLastAdministrator_IsRefused()
    {
        var admin = await AdminAsync();
        var account = (await admin.GetJsonAsync("/api/staff"))["items"]!.AsArray().Single(a => (string?)a!["userName"] == "admin")!;

        await (await admin.PutAsync($"/api/staff/{account["id"]}", Form(account, active: false))).ProblemAsync(422, "registry.last-admin");
        account["roles"] = new JsonArray("officer");
        account["subdistrict"] = "huaxin";
        await (await admin.PutAsync($"/api/staff/{account["id"]}", Form(account, active: true))).ProblemAsync(422, "registry.last-admin");
    }

    [Fact]
    public async Task AddStaff_ByAnOfficer_MakesCanteenStaffAndRidersOfTheirSubdistrictOnly()
    {
        var officer = await registry.OfficerAsync();
        await AddAsync(officer, new { userName = NewName(), name = "员工", roles = new[] { "canteen-staff" }, subdistrict = "huaxin", sites = new[] { "HX01" } });
        await AddAsync(officer, new { userName = NewName(), name = "骑手", roles = new[] { "rider" }, subdistrict = "huaxin" });

        object[] others =
        [
            new { userName = NewName(), name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "auditor" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "admin" } },
            new { userName = NewName(), name = "某人", roles = new[] { "rider" }, subdistrict = "elsewhere" },
        ];
        foreach (var other in others)
            await (await officer.PostAsync("/api/staff", other)).ProblemAsync(403, "registry.not-your-staff");
        foreach (var userName in new[] { "auditor-huaxin", "officer-huaxin-2" })
        {
            var account = (await officer.GetJsonAsync("/api/staff"))["items"]!.AsArray().Single(a => (string?)a!["userName"] == userName)!;
            await (await officer.PutAsync($"/api/staff/{account["id"]}", Form(account, active: false))).ProblemAsync(403, "registry.not-your-staff");
            await (await officer.PostAsync($"/api/staff/{account["id"]}/password", new { })).ProblemAsync(403, "registry.not-your-staff");
        }
    }

    [Fact]
    public async Task Staff_OfAnotherSubdistrict_IsAbsentForOfficersAndAuditors()
    {
        var admin = await AdminAsync();
        var added = await AddAsync(admin, new { userName = NewName(), name = "某人", roles = new[] { "officer" }, subdistrict = "elsewhere" });
        var id = (string)added["account"]!["id"]!;

        foreach (var userName in new[] { "officer-huaxin", "auditor-huaxin" })
        {
            var here = await registry.SignedInByPasswordAsync(userName);
            await (await here.GetAsync($"/api/staff/{id}")).ProblemAsync(404, "request.not-found");
            Assert.DoesNotContain((await here.GetJsonAsync("/api/staff?limit=500"))["items"]!.AsArray(), a => (string?)a!["id"] == id);
        }

        await (await (await registry.OfficerAsync()).PutAsync($"/api/staff/{id}", Form(added["account"]!, active: false)))
            .ProblemAsync(404, "request.not-found");
        await (await (await registry.SignedInByPasswordAsync("staff-HX01")).GetAsync("/api/staff")).ProblemAsync(403, "auth.not-allowed");
        Assert.Equal(404, (int)(await admin.GetAsync($"/api/staff/{await ResidentPersonIdAsync()}")).StatusCode);
    }

    [Fact]
    public async Task AddStaff_WithWhatCannotBe_IsRefused()
    {
        var admin = await AdminAsync();
        await (await admin.PostAsync("/api/staff", new { userName = "OFFICER-huaxin", name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin" }))
            .ProblemAsync(422, "registry.user-name-taken");
        await (await admin.PostAsync(
            "/api/staff", new { userName = NewName(), name = "某人", roles = new[] { "canteen-staff" }, subdistrict = "huaxin", sites = new[] { "HX99" } }))
            .ProblemAsync(422, "registry.unknown-site");
        object[] wrong =
        [
            new { userName = "ab", name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin" },
            new { userName = "有空 格", name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "", roles = new[] { "officer" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = Array.Empty<string>(), subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "resident" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "officer", "auditor" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "officer", "canteen-staff" }, subdistrict = "huaxin", sites = new[] { "HX01" } },
            new { userName = NewName(), name = "某人", roles = new[] { "officer" } },
            new { userName = NewName(), name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin", sites = new[] { "HX01" } },
            new { userName = NewName(), name = "某人", roles = new[] { "canteen-staff" }, subdistrict = "huaxin" },
            new { userName = NewName(), name = "某人", roles = new[] { "admin" }, subdistrict = "huaxin" },
        ];
        foreach (var form in wrong)
            await (await admin.PostAsync("/api/staff", form)).ProblemAsync(400, "request.invalid");
        await (await admin.PostAsync("/api/staff", new { userName = NewName(), name = "某人", roles = new[] { "cook" }, subdistrict = "huaxin" }))
            .ProblemAsync(400, "request.malformed");
    }

    [Fact]
    public async Task AddStaff_TwiceWithOneKey_MakesOneAccountAndShowsItsPasswordOnce()
    {
        var admin = await AdminAsync();
        admin.DefaultRequestHeaders.Add("Idempotency-Key", "staff-once");
        var form = new { userName = NewName(), name = "某人", roles = new[] { "rider" }, subdistrict = "huaxin" };

        var first = await AddAsync(admin, form);
        var second = await AddAsync(admin, form);

        Assert.Equal((string?)first["account"]!["id"], (string?)second["account"]!["id"]);
        Assert.NotNull(first["temporaryPassword"]);
        Assert.Null(second["temporaryPassword"]);
    }

    [Fact]
    public async Task Export_HoldsTheAccountsThatTheCallerSees_ThoseWhoLeftToo_WithTheLastChange()
    {
        var admin = await AdminAsync();
        var (id, _) = await SignedInStaffAsync(admin);
        var account = (await admin.GetJsonAsync($"/api/staff/{id}"))["account"]!;
        await (await admin.PutAsync($"/api/staff/{id}", Form(account, active: false))).JsonAsync();

        var rows = (await (await registry.SignedInByPasswordAsync("auditor-huaxin")).GetStringAsync("/api/staff/export.csv")).Split("\r\n")[1..^1];

        var row = Assert.Single(rows, r => r.StartsWith(id, StringComparison.Ordinal)).Split(',');
        Assert.Equal([(string)account["userName"]!, "某人", "街道专员", "huaxin", "", "已停用", "修改"], row[1..8]);
        Assert.Equal("管理员", row[9]);
        Assert.Equal((await admin.GetJsonAsync("/api/staff?limit=500"))["items"]!.AsArray().Count(p => (string?)p!["subdistrict"] == "huaxin"), rows.Length);
        Assert.DoesNotContain(id, await admin.GetStringAsync("/api/staff/export.csv?active=true"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await (await registry.SignedInAsync(Role.Officer, "elsewhere")).GetStringAsync("/api/staff/export.csv"), StringComparison.Ordinal);
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString((await admin.GetByteArrayAsync("/api/staff/export.xlsx"))[..2]));
        await (await (await registry.SignedInByPasswordAsync("staff-HX01")).GetAsync("/api/staff/export.csv")).ProblemAsync(403, "auth.not-allowed");
    }

    private static string NewName() => $"someone-{Interlocked.Increment(ref last)}";

    private static object Form(JsonNode account, bool active) => new
    {
        name = (string?)account["name"], roles = account["roles"]!.DeepClone(), subdistrict = (string?)account["subdistrict"],
        sites = account["sites"]!.DeepClone(), active, version = (int?)account["version"],
    };

    private static async Task<JsonNode> AddAsync(HttpClient client, object form) => await (await client.PostAsync("/api/staff", form)).JsonAsync(201);

    private Task<HttpClient> AdminAsync() => registry.SignedInByPasswordAsync("admin");

    private Task<HttpResponseMessage> SignInAsync(string userName, string password, string? newPassword = null) =>
        registry.CreateClient().PostAsync("/api/sign-in", new { userName, password, newPassword });

    private async Task<(string Id, HttpClient Session)> SignedInStaffAsync(HttpClient admin)
    {
        var userName = NewName();
        var added = await AddAsync(admin, new { userName, name = "某人", roles = new[] { "officer" }, subdistrict = "huaxin" });
        var signedIn = await (await SignInAsync(userName, (string)added["temporaryPassword"]!, NewPassword)).JsonAsync();
        return ((string)added["account"]!["id"]!, registry.WithToken(signedIn));
    }

    private async Task<string> ResidentPersonIdAsync() =>
        (string)(await (await registry.SignedInByPhoneAsync("13900000009")).GetJsonAsync("/api/me"))["id"]!;
}

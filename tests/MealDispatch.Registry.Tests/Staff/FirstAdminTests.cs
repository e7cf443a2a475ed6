using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Staff;

public sealed class FirstAdminTests(FirstAdminTests.NewInstallation registry) : IClassFixture<FirstAdminTests.NewInstallation>
{
    private const string FirstPassword = "first-Start-42";

    [Fact]
    public async Task AnInstallationWithoutDemo_HasOneAdministrator_WhoMakesTheOthers()
    {
        var client = registry.CreateClient();
        await (await client.PostAsync("/api/sign-in", new { userName = "admin", password = FirstPassword })).ProblemAsync(422, "registry.new-password-needed");
        var admin = registry.WithToken(await (await client.PostAsync(
            "/api/sign-in", new { userName = "admin", password = FirstPassword, newPassword = "a much better one" })).JsonAsync());

        await (await admin.PostAsync("/api/staff", new { userName = "officer", name = "专员", roles = new[] { "officer" }, subdistrict = "here" })).JsonAsync(201);

        var staff = (await admin.GetJsonAsync("/api/staff"))["items"]!.AsArray();
        Assert.Equal(["admin", "officer"], staff.Select(a => (string?)a!["userName"]));
    }

    public sealed class NewInstallation : RegistryFactory
    {
        protected override IReadOnlyDictionary<string, string> Settings =>
            new Dictionary<string, string> { ["Demo:Enabled"] = "false", ["Registry:FirstAdminPassword"] = FirstPassword };
    }
}

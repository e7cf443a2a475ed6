using System.Net.Http.Headers;
using MealDispatch.Registry.Data;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Registry.Tests;

/// <summary>Registry in demo mode, with its part of the demonstration town.</summary>
public class RegistryFactory : ServiceFactory<RegistryModule>
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Demo:Enabled"] = "true" };

    public Task<HttpClient> OfficerAsync() => SignedInByPasswordAsync("officer-huaxin");

    public async Task<HttpClient> SignedInByPasswordAsync(string userName) =>
        WithToken(await (await CreateClient().PostAsync("/api/sign-in", new { userName, password = "demo-Pass-1" })).JsonAsync());

    public async Task<HttpClient> SignedInByPhoneAsync(string phone)
    {
        var client = CreateClient();
        var code = (string?)(await (await client.PostAsync("/api/sign-in/code", new { phone })).JsonAsync(202))["demoCode"];
        return WithToken(await (await client.PostAsync("/api/sign-in", new { phone, code })).JsonAsync());
    }

    public HttpClient WithToken(System.Text.Json.Nodes.JsonNode signedIn)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)signedIn["accessToken"]);
        return client;
    }

    internal RegistryDbContext Read() => Services.GetRequiredService<BuildingBlocks.Persistence.Database<RegistryDbContext>>().Read();
}

/// <summary>A resident as an officer would enter them; each with an identity number of its own.</summary>
internal sealed record AResident
{
    private static int last = 900;

    public string? Name { get; init; } = "居民·𠮷";

    public string? IdNumber { get; init; } = Number("19500625", male: false);

    public string? Phone { get; init; }

    public string? BirthDate { get; init; } = "1950-06-25";

    public string? Gender { get; init; } = "female";

    public string? Subdistrict { get; init; } = "huaxin";

    public string? Community { get; init; } = "华新第1居委";

    public object? Address { get; init; } = new { text = "华新镇新府中路1号", building = "1号楼", room = "101室", lat = 31.25, lng = 121.23, datum = "gcj02" };

    public object? Categories { get; init; } = new object[] { new { code = "dibao", from = "2024-01-01", to = (string?)null } };

    public object? DietTags { get; init; } = new[] { "low-salt" };

    public object? Avoid { get; init; } = new[] { "花生" };

    public object? Notes { get; init; }

    public object? Contacts { get; init; } = new object[] { new { name = "家属", phone = "138 0000 0999", relation = "女儿" } };

    public string? Status { get; init; }

    public int? Version { get; init; }

    /// <summary>A valid number that no other test has.</summary>
    public static string Number(string birthDate, bool male)
    {
        var sequence = Interlocked.Increment(ref last);
        var digits = $"{310000 + (sequence / 100):000000}{birthDate}{sequence % 100:00}{(male ? 1 : 2)}";
        return digits + Registry.Residents.IdNumber.CheckCharacterOf(digits);
    }
}

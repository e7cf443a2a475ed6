using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Tests.People;

public sealed class ReadNamesTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    /// <summary>Those who work here, of one's own subdistrict; riders too, for the shifts; staff see no other site's staff; residents and family are nobody's.</summary>
    [Theory]
    [InlineData("officer-huaxin", "admin auditor-huaxin officer-huaxin rider-01 staff-HX01 staff-HX02")]
    [InlineData("auditor-huaxin", "admin auditor-huaxin officer-huaxin rider-01 staff-HX01 staff-HX02")]
    [InlineData("staff-HX01", "admin auditor-huaxin officer-huaxin rider-01 staff-HX01")]
    public async Task Names_AreOfThoseWhoWorkHere(string caller, string seen)
    {
        await using var db = registry.Read();
        var people = await db.Persons.Where(p => p.UserName == null || p.UserName.StartsWith("officer-huaxin") || p.UserName.StartsWith("staff-HX0")
            || p.UserName.StartsWith("auditor") || p.UserName == "admin" || p.UserName == "rider-01").ToListAsync();
        var asked = people.Where(p => p.UserName is "admin" or "auditor-huaxin" or "officer-huaxin" or "staff-HX01" or "staff-hx01" or "staff-HX02" or "staff-hx02" or "rider-01")
            .Concat(people.Where(p => p.UserName is null).Take(3)).ToList();
        Assert.Equal(9, asked.Count);

        var answer = await (await (await registry.SignedInByPasswordAsync(caller)).PostAsync(
            "/api/people/names", new { ids = asked.Select(p => p.Id).Append(Guid.Empty) })).JsonAsync();

        var names = answer["items"]!.AsArray().ToDictionary(i => (Guid)i!["id"]!, i => (string)i!["name"]!);
        Assert.Equal(seen.ToLowerInvariant().Split(' '), asked.Where(p => names.ContainsKey(p.Id)).Select(p => p.UserName!).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Equal(people.Single(p => p.Id == n.Key).Name, n.Value));
    }

    [Fact]
    public async Task Names_OfOtherTowns_AreNotShown_AndResidentsAskForNone()
    {
        await using var db = registry.Read();
        var officer = await db.Persons.Where(p => p.UserName == "officer-huaxin").Select(p => p.Id).SingleAsync();

        var elsewhere = await registry.SignedInAsync(Contracts.Role.Officer, "elsewhere");
        Assert.Empty((await (await elsewhere.PostAsync("/api/people/names", new { ids = new[] { officer } })).JsonAsync())["items"]!.AsArray());
        await (await elsewhere.PostAsync("/api/people/names", new { ids = Enumerable.Repeat(officer, 501) })).ProblemAsync(400, "request.invalid");
        await (await (await registry.SignedInByPhoneAsync("13900000001")).PostAsync("/api/people/names", new { ids = new[] { officer } })).ProblemAsync(403, "auth.not-allowed");
    }
}

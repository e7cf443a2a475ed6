using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class ResidentTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Fact]
    public async Task Register_AResident_TellsTheServicesAndMasksTheNumber()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident { Phone = "13612340001" };

        var response = await officer.PostAsync("/api/residents", aResident);

        var created = await response.JsonAsync(201);
        var id = (Guid)created["id"]!;
        Assert.Equal($"/api/residents/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("active", (string?)created["status"]);
        Assert.Equal(1, (int?)created["version"]);
        Assert.Equal("310***********" + aResident.IdNumber![^4..], (string?)created["idNumber"]);
        var read = await officer.GetJsonAsync($"/api/residents/{id}");
        Assert.Equal(created.ToJsonString(), read.ToJsonString());
        Assert.Equal("gcj02", (string?)read["address"]!["datum"]);
        var changed = registry.Bus.PublishedOf<ResidentChanged>().Single(m => m.ResidentId == id);
        Assert.Equal([new ResidentStatusPeriod(ResidentStatus.Active, null, null)], changed.Statuses);
        Assert.InRange(changed.Point!.Lat, 31.2510, 31.2530);
        Assert.Equal("居民·𠮷", registry.Bus.PublishedOf<ResidentContactChanged>().Single(m => m.ResidentId == id).Name);
        Assert.Equal(id, (Guid?)(await (await registry.SignedInByPhoneAsync("13612340001")).GetJsonAsync("/api/me"))["residents"]![0]!["id"]);
    }

    [Fact]
    public async Task Register_StoresNoPlainIdentityNumber_AndNotesReadings()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident();
        var id = (Guid)(await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201))["id"]!;
        await officer.GetJsonAsync($"/api/residents/{id}");

        await using var db = registry.Read();
        var row = await db.Residents.SingleAsync(r => r.Id == id);
        Assert.DoesNotContain(aResident.IdNumber!, System.Text.Encoding.Latin1.GetString(row.SealedIdNumber), StringComparison.Ordinal);
        Assert.Equal(1, await db.PersonalDataReads.CountAsync(r => r.ResidentId == id && r.Purpose == "Registry_ReadResident"));
    }

    [Fact]
    public async Task Register_TheSameIdentityNumberTwice_IsRefused()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident();
        await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201);

        await (await officer.PostAsync("/api/residents", aResident)).ProblemAsync(422, "registry.id-number-taken");
    }

    [Fact]
    public async Task Register_WithAnIdempotencyKey_MakesOneResident()
    {
        var officer = await registry.OfficerAsync();
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "register-1");
        var aResident = new AResident();
        var first = await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201);

        var repeat = await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201);

        Assert.Equal((string?)first["id"], (string?)repeat["id"]);
        await (await officer.PostAsync("/api/residents", new AResident())).ProblemAsync(422, "idempotency.key-reused");
    }

    public static TheoryData<string, string> BadFields => new()
    {
        { "name", "null" }, { "name", "\"\"" }, { "name", "7" }, { "name", "\"a\\u0000\"" }, { "name", "\"" + new string('长', 101) + "\"" },
        { "idNumber", "null" }, { "idNumber", "\"310118195006250010\"" }, { "idNumber", "\"31011819500625\"" }, { "idNumber", "310118195006250027" },
        { "birthDate", "null" }, { "birthDate", "\"1950-06-26\"" }, { "birthDate", "\"2030-01-01\"" }, { "birthDate", "\"-0999-01-01\"" },
        { "birthDate", "\"1950-02-30\"" }, { "birthDate", "19500625" },
        { "gender", "null" }, { "gender", "\"male\"" }, { "gender", "\"other\"" }, { "gender", "1" },
        { "subdistrict", "null" }, { "subdistrict", "\"a b\"" }, { "phone", "\"phone\"" }, { "phone", "{}" },
        { "community", "[]" }, { "address", "null" }, { "address", "\"x\"" }, { "address", "{\"text\":null}" },
        { "address", "{\"text\":\"x\",\"lat\":31.2}" }, { "address", "{\"text\":\"x\",\"lat\":31.2,\"lng\":121.2}" },
        { "address", "{\"text\":\"x\",\"lat\":91,\"lng\":121.2,\"datum\":\"gcj02\"}" }, { "address", "{\"text\":\"x\",\"lat\":1e308,\"lng\":1e308,\"datum\":\"gcj02\"}" },
        { "address", "{\"text\":\"x\",\"lat\":31.2,\"lng\":121.2,\"datum\":\"mars\"}" },
        { "categories", "[null]" }, { "categories", "{}" }, { "categories", "[{\"code\":null}]" },
        { "categories", "[{\"code\":\"dibao\",\"from\":\"2025-02-01\",\"to\":\"2025-01-01\"}]" }, { "categories", "[{\"code\":\"dibao\",\"from\":\"9999-01-01\"}]" },
        { "dietTags", "[null]" }, { "dietTags", "\"low-salt\"" }, { "avoid", "[\"\"]" }, { "notes", "\"" + new string('x', 1001) + "\"" },
        { "contacts", "[{\"name\":\"x\"}]" }, { "contacts", "[{\"name\":\"x\",\"phone\":\"abc\"}]" }, { "status", "\"dead\"" }, { "status", "3" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task Register_WithABadField_IsInvalidAndNothingChanges(string field, string json)
    {
        var officer = await registry.OfficerAsync();
        var body = System.Text.Json.JsonSerializer.SerializeToNode(new AResident(), BuildingBlocks.Http.Json.Options)!.AsObject();
        body[field] = System.Text.Json.Nodes.JsonNode.Parse(json);
        var before = await CountAsync();

        var response = await officer.PostAsync("/api/residents", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));

        var problem = await response.JsonAsync(400);
        Assert.Contains((string?)problem["code"], new[] { "request.invalid", "request.malformed" });
        Assert.Equal(before, await CountAsync());
        Assert.Empty(registry.LoggedErrors);
    }

    [Fact]
    public async Task Update_WithAStaleVersion_IsRefused_WithTheRightOneChanges()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident();
        var created = await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201);
        var path = $"/api/residents/{(string?)created["id"]}";
        var updated = await (await officer.PutAsync(path, aResident with { Name = "居民新", IdNumber = (string?)created["idNumber"], Version = 1 })).JsonAsync();
        Assert.Equal(2, (int?)updated["version"]);
        Assert.Equal((string?)created["idNumber"], (string?)updated["idNumber"]);

        await (await officer.PutAsync(path, aResident with { Name = "居民旧", Version = 1 })).ProblemAsync(409, "request.stale-version");

        Assert.Equal("居民新", (string?)(await officer.GetJsonAsync(path))["name"]);
        await (await officer.PutAsync(path, aResident with { Name = "居民后" })).JsonAsync();
        await (await officer.PutAsync(path, aResident with { IdNumber = null, Gender = "male" })).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task Update_OfThePhone_MovesTheRight()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident { Phone = "13612340011" };
        var id = (string?)(await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201))["id"];
        var before = await registry.SignedInByPhoneAsync("13612340011");
        Assert.Single((await before.GetJsonAsync("/api/me"))["residents"]!.AsArray());

        await (await officer.PutAsync($"/api/residents/{id}", aResident with { Phone = "13612340012" })).JsonAsync();

        Assert.Empty((await before.GetJsonAsync("/api/me"))["residents"]!.AsArray());
        Assert.Single((await (await registry.SignedInByPhoneAsync("13612340012")).GetJsonAsync("/api/me"))["residents"]!.AsArray());
    }

    [Fact]
    public async Task Register_ACoupleWithOnePhone_ActsForBoth()
    {
        var officer = await registry.OfficerAsync();
        await (await officer.PostAsync("/api/residents", new AResident { Phone = "13612340021" })).JsonAsync(201);
        await (await officer.PostAsync("/api/residents", new AResident { Phone = "13612340021" })).JsonAsync(201);

        var me = await (await registry.SignedInByPhoneAsync("13612340021")).GetJsonAsync("/api/me");
        Assert.Equal(2, me["residents"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("auditor-huaxin")]
    [InlineData("staff-HX01")]
    [InlineData("rider-01")]
    [InlineData("admin")]
    public async Task Register_ByOthersThanOfficers_IsNotAllowed(string userName)
    {
        var client = await registry.SignedInByPasswordAsync(userName);
        await (await client.PostAsync("/api/residents", new AResident())).ProblemAsync(403, "auth.not-allowed");
    }

    [Fact]
    public async Task Residents_OfAnotherSubdistrict_AreNotThere()
    {
        var foreign = await registry.SignedInAsync(Role.Officer, "elsewhere");
        var path = $"/api/residents/{BuildingBlocks.Demo.DemoTown.ResidentId(1)}";
        await (await foreign.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await foreign.PutAsync(path, new AResident())).ProblemAsync(404, "request.not-found");
        await (await foreign.PostAsync("/api/residents", new AResident())).ProblemAsync(403, "registry.other-subdistrict");
        await (await registry.CreateClient().GetAsync(path)).ProblemAsync(401, "auth.not-signed-in");
        await (await (await registry.SignedInByPhoneAsync("13900000007")).GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await (await registry.OfficerAsync()).GetAsync("/api/residents/not-an-id")).ProblemAsync(404, "request.not-found");
    }

    private async Task<int> CountAsync()
    {
        await using var db = registry.Read();
        return await db.Residents.CountAsync() + await db.Persons.CountAsync();
    }
}

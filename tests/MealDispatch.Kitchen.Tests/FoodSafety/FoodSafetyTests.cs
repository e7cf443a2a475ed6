using MealDispatch.Contracts;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.FoodSafety;

public sealed class FoodSafetyTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    private static readonly Instant Cooked = KitchenFactory.Cutoff + Duration.FromMinutes(30);

    [Fact]
    public async Task Record_Corrected_KeepsWhatStoodThereBefore()
    {
        var (staff, path) = await GivenABatchAsync();
        Assert.Equal(0, (int?)(await staff.GetJsonAsync(path))["version"]);

        await (await staff.PutAsync(path, ARecord(752))).JsonAsync();
        await (await staff.PutAsync(path, ARecord(761, version: 0))).ProblemAsync(409, "request.stale-version");
        var corrected = await (await staff.PutAsync(path, ARecord(761, version: 1))).JsonAsync();

        Assert.Equal(761, (int?)corrected["current"]!["coreTemperatureTenths"]);
        Assert.Equal("2025-07-03T02:00:00Z", (string?)corrected["current"]!["sampleKeepUntil"]);
        Assert.Equal([752], (await staff.GetJsonAsync(path))["history"]!.AsArray().Select(h => (int)h!["coreTemperatureTenths"]!));
    }

    [Theory]
    [InlineData(700, null, 0)]
    [InlineData(699, null, 422)]
    [InlineData(699, "回锅到 75.0 ℃", 0)]
    public async Task Temperature_BelowSeventyDegrees_NeedsARemark(int tenths, string? remark, int refusal)
    {
        var (staff, path) = await GivenABatchAsync();

        var answer = await staff.PutAsync(path, ARecord(tenths, remark: remark));

        if (refusal == 0) await answer.JsonAsync();
        else await answer.ProblemAsync(refusal, "kitchen.temperature-needs-remark");
    }

    [Fact]
    public async Task Sample_TooSmallOrThrownAwayTooEarly_IsRefused()
    {
        var (staff, path) = await GivenABatchAsync();
        factory.Clock.Now = Cooked + Duration.FromHours(49);

        await (await staff.PutAsync(path, ARecord(750, grams: 124))).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync(path, ARecord(750, disposedAt: Cooked + Duration.FromHours(48) - Duration.FromSeconds(1)))).ProblemAsync(422, "kitchen.sample-kept-too-short");
        await (await staff.PutAsync(path, ARecord(750, disposedAt: Cooked + Duration.FromHours(50)))).ProblemAsync(400, "request.invalid");
        await (await staff.PutAsync(path, ARecord(750, disposedAt: Cooked + Duration.FromHours(48)))).JsonAsync();
    }

    [Fact]
    public async Task Record_IsTheKitchensToWriteAndItsOfficersToRead()
    {
        var (_, path) = await GivenABatchAsync();
        var stranger = await factory.StaffOfAsync(await factory.NewCanteenAsync());
        var officer = await factory.SignedInAsync(Role.Officer);
        var foreign = await factory.SignedInAsync(Role.Officer, subdistrict: "elsewhere");

        await (await stranger.PutAsync(path, ARecord(750))).ProblemAsync(404, "request.not-found");
        await (await stranger.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await foreign.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await officer.GetJsonAsync(path);
        await (await officer.PutAsync(path, ARecord(750))).ProblemAsync(403, "auth.not-allowed");
    }

    private static object ARecord(int tenths, int? version = null, string? remark = null, int grams = 125, Instant? disposedAt = null) => new
    {
        cookedAt = Cooked, coreTemperatureTenths = tenths, remark, portionsCooked = 40, sampleGrams = grams, samplePlace = "留样冰箱 2 层", sampleTakenAt = Cooked,
        sampleDisposedAt = disposedAt, version,
    };

    private async Task<(HttpClient Staff, string Path)> GivenABatchAsync()
    {
        factory.Clock.Now = Cooked;
        var kitchen = await factory.NewCanteenAsync();
        var order = factory.AnOrder(kitchen);
        await factory.ConfirmAsync(order);
        await factory.CloseWindowAsync(kitchen, kitchen, order);
        return (await factory.StaffOfAsync(kitchen), $"/api/kitchen/batches/{factory.ClosedOf(kitchen)[0].BatchId}/food-safety");
    }
}

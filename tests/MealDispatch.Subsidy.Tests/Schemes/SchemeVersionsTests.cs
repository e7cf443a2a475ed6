using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Schemes;

public sealed class SchemeVersionsTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Draft_DoesNotDecide_UntilAnotherOfficerActivatesIt()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = town.Budget, fen = 10_000, from = "2025-01-01", to = "2025-12-31", whenExhausted = "stop" })).JsonAsync(201);
        var draft = await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson())).JsonAsync(201);
        Assert.Equal(("draft", 1), ((string)draft["status"]!, (int)draft["version"]!));
        Assert.Equal(0, (await town.PlaceAsync(town.AnOrder())).TotalFen);

        await (await town.Officer.PostAsync($"/api/subsidy/schemes/{town.Scheme}/versions/1/activate", null)).ProblemAsync(422, "subsidy.author-must-not-activate");
        await (await town.Auditor.PostAsync($"/api/subsidy/schemes/{town.Scheme}/versions/1/activate", null)).ProblemAsync(403, "auth.not-allowed");
        await (await town.OtherOfficer.PostAsync($"/api/subsidy/schemes/{town.Scheme}/versions/2/activate", null)).ProblemAsync(404, "request.not-found");
        Assert.Equal(0, (await town.PlaceAsync(town.AnOrder())).TotalFen);

        await (await town.OtherOfficer.PostAsync($"/api/subsidy/schemes/{town.Scheme}/versions/1/activate", null)).JsonAsync();
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder())).TotalFen);
        await (await town.OtherOfficer.PostAsync($"/api/subsidy/schemes/{town.Scheme}/versions/1/activate", null)).ProblemAsync(422, "subsidy.scheme-already-active");
    }

    [Fact]
    public async Task NewVersion_EndsItsPredecessorTheDayBefore()
    {
        var town = await ATown.OpenAsync(factory);

        await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson())).ProblemAsync(422, "subsidy.version-must-start-later");
        await town.ActivateAsync(town.SchemeJson(s => s with { EffectiveFrom = new(2025, 8, 1) }));

        var scheme = await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}");
        Assert.Equal(2, (int)scheme["version"]!);
        Assert.Equal(["2025-07-31", null], scheme["versions"]!.AsArray().Select(v => (string?)v!["endedOn"]));
        Assert.Equal(1, await VersionOnAsync(new(2025, 7, 31)));
        Assert.Equal(2, await VersionOnAsync(new(2025, 8, 1)));
        Assert.Single((await town.Auditor.GetJsonAsync("/api/subsidy/schemes"))["items"]!.AsArray());

        async Task<int> VersionOnAsync(NodaTime.LocalDate date) => (await town.PlaceAsync(town.AnOrder(on: date))).Grants.Single().Version;
    }

    [Fact]
    public async Task Usage_CountsOverVersions()
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Limits = new Limits(null, null, 1, null) });
        await town.ActivateAsync(town.SchemeJson(s => s with { EffectiveFrom = new(2025, 7, 15), Limits = new Limits(null, null, 1, null) }));
        var order = town.AnOrder();
        await town.PlaceAsync(order);

        var later = await town.PlaceAsync(town.AnOrder(order.ResidentId, on: new(2025, 7, 20)));

        Assert.Equal("month-meals-used", later.Refusals.Single().Reason);
    }

    [Fact]
    public async Task Scheme_OfAnotherSubdistrict_IsNeitherSavedNorSeen()
    {
        var (town, other) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));

        await (await other.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson())).ProblemAsync(403, "auth.not-allowed");
        await (await other.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson(s => s with { Subdistrict = other.Subdistrict }))).ProblemAsync(422, "subsidy.scheme-code-taken");
        await (await other.Officer.GetAsync($"/api/subsidy/schemes/{town.Scheme}")).ProblemAsync(404, "request.not-found");
        await (await other.Officer.GetAsync($"/api/subsidy/budgets/{town.Budget}")).ProblemAsync(404, "request.not-found");
        await (await (await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict)).GetAsync("/api/subsidy/schemes")).ProblemAsync(403, "auth.not-allowed");
        await (await factory.CreateClient().GetAsync("/api/subsidy/schemes")).ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task Copay_OnTheOriginalPrice_AfterAnotherScheme_IsInvalid()
    {
        var town = await ATown.OpenAsync(factory);
        var copay = town.SchemeJson(s => s with
        {
            Code = "CP-" + town.Subdistrict[2..],
            Tiers = [new Tier("60+", s.Tiers[0].When, new Benefit.Copay(300, null))],
            Stacking = new Stacking(20, null, StackedOn.Original),
        });

        var problem = await (await town.Officer.PostAsync("/api/subsidy/schemes", copay)).ProblemAsync(400, "request.invalid");

        Assert.NotNull(problem["errors"]!["stacking.on"]);
    }

    [Fact]
    public async Task IdempotencyKey_RepeatsTheAnswer_AndRefusesAnotherBody()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        town.Officer.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");

        var first = await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson())).JsonAsync(201);
        var again = await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson())).JsonAsync(201);

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson(s => s with { Name = "other" }))).ProblemAsync(422, "idempotency.key-reused");
        Assert.Single((await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}"))["versions"]!.AsArray());
    }

    [Fact]
    public async Task Budget_OfATakenCode_IsRefused()
    {
        var town = await ATown.OpenAsync(factory);

        var again = await town.Officer.PostAsync("/api/subsidy/budgets", new { code = town.Budget, fen = 1, from = "2025-01-01", to = (string?)null, whenExhausted = "stop" });

        await again.ProblemAsync(422, "subsidy.budget-code-taken");
    }
}

using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Schemes;

/// <summary>A draft's life: written, replaced, refused, withdrawn, activated; an active version before and after it begins.</summary>
public sealed class DraftsTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly LocalDate August = new(2025, 8, 1);

    [Fact]
    public async Task Draft_Replaced_IsTheReplacersOwn_AndActivatedOnlyAsItWasSeen()
    {
        var town = await ATown.OpenAsync(factory);
        var path = await DraftAsync(town, s => s with { EffectiveFrom = August });
        var better = town.SchemeJson(s => s with { EffectiveFrom = August, Tiers = [s.Tiers[0] with { Benefit = new Benefit.Fixed(100) }] });

        await (await town.OtherOfficer.PutAsync(path, With(better, 9))).ProblemAsync(409, "request.stale-version");
        var replaced = await (await town.OtherOfficer.PutAsync(path, With(better, 1))).JsonAsync();

        Assert.Equal((2, 2, "draft"), ((int)replaced["version"]!, (int)replaced["revision"]!, (string)replaced["status"]!));
        await (await town.Officer.PostAsync(path + "/activate?revision=1", null)).ProblemAsync(409, "request.stale-version");
        await (await town.OtherOfficer.PostAsync(path + "/activate", null)).ProblemAsync(422, "subsidy.author-must-not-activate");
        await (await town.Officer.PostAsync(path + "/activate?revision=2", null)).JsonAsync();
        Assert.Equal(100, (await town.PlaceAsync(town.AnOrder(on: August))).TotalFen);
        var history = (await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}"))["history"]!.AsArray();
        Assert.Equal(["drafted", "activated", "drafted", "replaced", "activated"], history.Select(e => (string)e!["action"]!));
        Assert.Equal(5, history.Select(e => $"{e!["version"]} {e["by"]} {e["action"]}").Distinct().Count());
    }

    [Fact]
    public async Task Draft_Refused_IsClosed_AndItsPlaceIsFree()
    {
        var town = await ATown.OpenAsync(factory);
        var path = await DraftAsync(town, s => s with { EffectiveFrom = August });

        await (await town.Officer.PostAsync(path + "/refuse", new { reason = "too dear" })).ProblemAsync(422, "subsidy.author-must-not-refuse");
        await (await town.OtherOfficer.PostAsync(path + "/refuse", new { reason = " " })).ProblemAsync(400, "request.invalid");
        var refused = await (await town.OtherOfficer.PostAsync(path + "/refuse", new { reason = "too dear" })).JsonAsync();

        Assert.Equal("refused", (string)refused["status"]!);
        await (await town.OtherOfficer.PostAsync(path + "/activate", null)).ProblemAsync(422, "subsidy.version-must-be-a-draft");
        await (await town.Officer.PutAsync(path, With(town.SchemeJson(s => s with { EffectiveFrom = August }), 2))).ProblemAsync(422, "subsidy.version-must-be-a-draft");
        await (await town.Officer.PostAsync(path + "/withdraw", new { reason = "x" })).ProblemAsync(422, "subsidy.version-must-be-a-draft");
        Assert.EndsWith("/versions/3", await DraftAsync(town, s => s with { EffectiveFrom = August }), StringComparison.Ordinal);
        Assert.Equal("too dear", (string)(await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}"))["history"]!.AsArray().Single(e => (string)e!["action"]! == "refused")!["note"]!);
    }

    [Fact]
    public async Task ActiveVersion_WithdrawnBeforeItBegins_LeavesThePredecessor_AndWhatItDecided()
    {
        var town = await ATown.OpenAsync(factory);
        var path = await DraftAsync(town, s => s with { EffectiveFrom = August, Tiers = [s.Tiers[0] with { Benefit = new Benefit.Fixed(100) }] });
        await (await town.OtherOfficer.PostAsync(path + "/activate", null)).JsonAsync();
        var decided = await town.PlaceAsync(town.AnOrder(on: August));

        await (await town.Officer.PostAsync(path + "/withdraw", new { reason = "not yet" })).JsonAsync();

        Assert.Equal(100, decided.TotalFen);
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(on: August))).TotalFen);
        Assert.True((bool)(await town.Auditor.GetJsonAsync($"/api/subsidy/decisions/{decided.DecisionId}?replay=true"))["replay"]!["agrees"]!);
        Assert.Equal([null, null], (await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}"))["versions"]!.AsArray().Select(v => (string?)v!["endedOn"]));
    }

    [Fact]
    public async Task SchemeInForce_IsNeitherReplacedNorWithdrawn()
    {
        var town = await ATown.OpenAsync(factory);
        var path = $"/api/subsidy/schemes/{town.Scheme}/versions/1";

        await (await town.Officer.PostAsync(path + "/withdraw", new { reason = "x" })).ProblemAsync(422, "subsidy.scheme-in-force");
        await (await town.OtherOfficer.PostAsync(path + "/refuse", new { reason = "x" })).ProblemAsync(422, "subsidy.version-must-be-a-draft");
        await (await town.Officer.PutAsync(path, With(town.SchemeJson(), 2))).ProblemAsync(422, "subsidy.version-must-be-a-draft");
        var stranger = await ATown.WithoutSchemeAsync(factory);
        await (await stranger.Officer.PostAsync(path + "/withdraw", new { reason = "x" })).ProblemAsync(404, "request.not-found");
        await (await stranger.Officer.PutAsync(path, With(town.SchemeJson(), 2))).ProblemAsync(404, "request.not-found");
        await (await town.Auditor.PostAsync(path + "/withdraw", new { reason = "x" })).ProblemAsync(403, "auth.not-allowed");
    }

    [Fact]
    public async Task Simultaneous_ReplaceAndActivate_NeverActivateWhatWasNotSeen()
    {
        for (var round = 0; round < 5; round++)
        {
            var town = await ATown.OpenAsync(factory);
            var path = await DraftAsync(town, s => s with { EffectiveFrom = August });
            var dear = With(town.SchemeJson(s => s with { EffectiveFrom = August, Tiers = [s.Tiers[0] with { Benefit = new Benefit.Fixed(5000) }] }), 1);

            await Task.WhenAll(town.Officer.PutAsync(path, dear), town.OtherOfficer.PostAsync(path + "/activate?revision=1", null));

            Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(on: August))).TotalFen);
        }
    }

    private static async Task<string> DraftAsync(ATown town, Func<Scheme, Scheme> change)
    {
        var draft = await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson(change))).JsonAsync(201);
        return $"/api/subsidy/schemes/{draft["code"]}/versions/{draft["version"]}";
    }

    private static System.Text.Json.Nodes.JsonObject With(System.Text.Json.Nodes.JsonObject scheme, int revision)
    {
        scheme["revision"] = revision;
        return scheme;
    }
}

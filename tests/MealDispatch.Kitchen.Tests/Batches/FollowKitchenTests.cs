using MealDispatch.Contracts;
using MealDispatch.Testing;

namespace MealDispatch.Kitchen.Tests.Batches;

public sealed class FollowKitchenTests(KitchenFactory factory) : IClassFixture<KitchenFactory>
{
    [Fact]
    public async Task Changes_SayThatAnOrderCameAndNothingOfIt()
    {
        var kitchen = await factory.NewCanteenAsync();
        var staff = await factory.StaffOfAsync(kitchen);
        await factory.ConfirmAsync(factory.AnOrder(kitchen));
        using var answer = await staff.GetAsync(new Uri(PathOf(kitchen), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(": here", await lines.ReadLineAsync());

        await factory.ConfirmAsync(factory.AnOrder(kitchen));

        Assert.Equal(("", "data: changed"), (await lines.ReadLineAsync(), await lines.ReadLineAsync()));
    }

    [Fact]
    public async Task Changes_AreForStaffOfTheSite()
    {
        var (kitchen, other) = (await factory.NewCanteenAsync(), await factory.NewCanteenAsync());
        var staff = await factory.StaffOfAsync(other);

        await (await staff.GetAsync(PathOf(kitchen))).ProblemAsync(404, "request.not-found");
        await (await staff.GetAsync("/api/kitchen/changes?serviceDate=2025-07-01")).ProblemAsync(400, "request.invalid");
        await (await (await factory.SignedInAsync(Role.Officer)).GetAsync(PathOf(kitchen))).ProblemAsync(403, "auth.not-allowed");
    }

    private static string PathOf(string kitchen) => $"/api/kitchen/changes?siteCode={kitchen}&serviceDate=2025-07-01";
}

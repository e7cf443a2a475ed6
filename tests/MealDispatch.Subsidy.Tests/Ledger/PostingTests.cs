using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Subsidy.Tests.Ledger;

/// <summary>What is posted by people and not by a meal's events.</summary>
public sealed class PostingTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task EntryWithoutAnOrder_SaysWhatCausedItAndWhoPostedIt()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder();
        await town.PlaceAsync(order);
        await town.ServeAsync(order);
        var (settlement, officer) = (Ids.New(), Ids.New());
        var voucher = new Voucher(LedgerKind.Settle, town.Subdistrict) { Cause = $"settlement:{settlement}", By = officer, Reason = "七月结算" };

        await PostAsync(voucher, new Movement(Movement.Granted("HX01"), -600), new Movement(Movement.Settled("HX01"), 600));

        var entry = (await town.Auditor.GetJsonAsync("/api/subsidy/ledger?account=settled:HX01"))["items"]!.AsArray().Single()!;
        Assert.Equal(("settle", null, $"settlement:{settlement}", officer, "七月结算"), ((string)entry["kind"]!, (Guid?)entry["orderId"], (string)entry["cause"]!, (Guid)entry["by"]!, (string)entry["reason"]!));
        Assert.Equal((0, 600), ((await town.BalancesAsync())["granted:HX01"], (await town.BalancesAsync())["settled:HX01"]));
        Assert.True((bool)(await (await town.Auditor.PostAsync("/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]!);
    }

    private Task PostAsync(Voucher voucher, params Movement[] movements) => factory.Services.GetRequiredService<Database<SubsidyDbContext>>().WriteAsync(
        async unit => await (await LedgerBook.OpenAsync(unit, CancellationToken.None)).PostAsync(voucher, movements, CancellationToken.None), CancellationToken.None);
}

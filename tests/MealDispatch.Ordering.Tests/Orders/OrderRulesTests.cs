using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Orders;
using MealDispatch.Ordering.Orders.CancelOrder;
using MealDispatch.Ordering.Orders.CloseOrderWindow;
using MealDispatch.Ordering.Orders.QuoteOrder;
using MealDispatch.Ordering.Orders.ServeDineIn;
using MealDispatch.Ordering.Sites;
using NodaTime;

namespace MealDispatch.Ordering.Tests.Orders;

/// <summary>
/// Boundaries: opening −1 s / at / +1 s; cutoff −1 s / at / +1 s; end of the service date −1 s / at; radius at / beyond; stock equal /
/// one more; capacity one left / none.
/// </summary>
public sealed class OrderRulesTests
{
    private static readonly Instant Opens = Instant.FromUtc(2025, 6, 23, 16, 0);
    private static readonly Instant Cutoff = Instant.FromUtc(2025, 7, 1, 1, 30);
    private static readonly Instant DayEnds = Instant.FromUtc(2025, 7, 1, 16, 0);
    private static readonly Duration Second = Duration.FromSeconds(1);

    [Fact]
    public void Order_ThatBreaksNoRule_IsAccepted() => Assert.Null(OrderRules.Refusal(Facts(), Cutoff - Second));

    [Theory]
    [InlineData(-1, "ordering.not-open-yet")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public void Window_AroundItsOpening_OpensAtTheInstant(int seconds, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts(), Opens + Duration.FromSeconds(seconds))?.Code);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "ordering.cutoff-passed")]
    [InlineData(1, "ordering.cutoff-passed")]
    public void Cutoff_AroundIt_IsClosedFromTheInstantOn(int seconds, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts(), Cutoff + Duration.FromSeconds(seconds))?.Code);

    [Theory]
    [InlineData(true, "病人", null)]
    [InlineData(true, null, "ordering.cutoff-passed")]
    [InlineData(false, "病人", "ordering.cutoff-passed")]
    public void AfterCutoff_OnlyStaffWithAReason_IsLetIn(bool byStaff, string? reason, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts() with { ByStaff = byStaff, LateReason = reason }, Cutoff)?.Code);

    [Fact]
    public void AfterCutoff_StaffWithAReason_UntilTheServiceDateEnds()
    {
        var facts = Facts() with { ByStaff = true, LateReason = "病人" };
        Assert.Null(OrderRules.Refusal(facts, DayEnds - Second));
        Assert.IsType<CutoffPassed>(OrderRules.Refusal(facts, DayEnds));
    }

    [Theory]
    [InlineData(ResidentStatus.Pending)]
    [InlineData(ResidentStatus.Paused)]
    [InlineData(ResidentStatus.Moved)]
    [InlineData(ResidentStatus.Deceased)]
    public void Resident_NotActive_IsRefused(ResidentStatus status) =>
        Assert.IsType<ResidentNotActive>(OrderRules.Refusal(Facts() with { StatusOnServiceDate = status }, Opens));

    [Fact]
    public void Site_ClosedOrWithoutTheMeal_IsRefused()
    {
        Assert.IsType<SiteClosed>(OrderRules.Refusal(Facts() with { SiteIsClosed = true }, Opens));
        Assert.IsType<SiteClosed>(OrderRules.Refusal(Facts() with { Window = null }, Opens));
    }

    [Theory]
    [InlineData(Fulfilment.Delivery, PaymentMethod.AtSite, true)]
    [InlineData(Fulfilment.Delivery, PaymentMethod.MealAccount, false)]
    [InlineData(Fulfilment.Pickup, PaymentMethod.AtSite, false)]
    [InlineData(Fulfilment.DineIn, PaymentMethod.AtSite, false)]
    public void Payment_AtTheSite_IsNotForDeliveries(Fulfilment fulfilment, PaymentMethod method, bool refused) =>
        Assert.Equal(refused, OrderRules.Refusal(Facts() with { Fulfilment = fulfilment, PaymentMethod = method }, Opens) is PaymentMethodRefused);

    [Theory]
    [InlineData(2, 2, null)]
    [InlineData(3, 2, "ordering.sold-out")]
    [InlineData(1, 0, "ordering.sold-out")]
    [InlineData(1, -1, "ordering.sold-out")]
    [InlineData(99, null, null)]
    public void Stock_AroundItsEnd_IsSoldToTheLastPiece(int quantity, int? left, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts() with { Items = [new WantedItem("A", quantity, true, left)] }, Opens)?.Code);

    [Fact]
    public void Item_NotOnTheMenu_IsRefusedByName() =>
        Assert.Equal("Z", Assert.IsType<NotOnMenu>(OrderRules.Refusal(Facts() with { Items = [new WantedItem("Z", 1, false, null)] }, Opens)).ItemCode);

    [Theory]
    [InlineData(3000.0, Fulfilment.Delivery, null)]
    [InlineData(3000.001, Fulfilment.Delivery, "ordering.outside-delivery-area")]
    [InlineData(null, Fulfilment.Delivery, "ordering.outside-delivery-area")]
    [InlineData(null, Fulfilment.Pickup, null)]
    public void Door_AroundTheRadius_IsInsideUpToIt(double? meters, Fulfilment fulfilment, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts() with { DistanceMeters = meters, Fulfilment = fulfilment }, Opens)?.Code);

    [Theory]
    [InlineData(Fulfilment.Delivery, true)]
    [InlineData(Fulfilment.Pickup, true)]
    [InlineData(Fulfilment.DineIn, false)]
    public void SecondOpenOrder_OfAMeal_IsADuplicateUnlessDineIn(Fulfilment fulfilment, bool refused) =>
        Assert.Equal(refused, OrderRules.Refusal(Facts() with { HasOpenOrder = true, Fulfilment = fulfilment }, Opens) is DuplicateOrder);

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, "ordering.capacity-full")]
    [InlineData(11, "ordering.capacity-full")]
    public void Capacity_AroundTheLastPlace_IsTakenToTheLast(int taken, string? code) =>
        Assert.Equal(code, OrderRules.Refusal(Facts() with { PlacesTaken = taken }, Opens)?.Code);

    [Fact]
    public void Distance_OfAHundredthDegree_IsAsOnTheSphere()
    {
        Assert.Equal(1111.95, Distance.Meters(new GeoPoint(31.25, 121.23), new GeoPoint(31.26, 121.23)), 1);
        Assert.Equal(950.63, Distance.Meters(new GeoPoint(31.25, 121.23), new GeoPoint(31.25, 121.24)), 1);
        Assert.Equal(0, Distance.Meters(new GeoPoint(31.25, 121.23), new GeoPoint(31.25, 121.23)));
    }

    [Theory]
    [InlineData(nameof(OrderStatus.Confirmed), -1, false, null, null)]
    [InlineData(nameof(OrderStatus.Confirmed), 0, false, "reason", "ordering.too-late-to-cancel")]
    [InlineData(nameof(OrderStatus.Confirmed), 0, true, "reason", null)]
    [InlineData(nameof(OrderStatus.Confirmed), 0, true, null, "request.invalid")]
    [InlineData(nameof(OrderStatus.Placed), -1, false, null, null)]
    [InlineData(nameof(OrderStatus.Preparing), -1, false, null, null)]
    [InlineData(nameof(OrderStatus.Ready), 1, true, "reason", null)]
    [InlineData(nameof(OrderStatus.OnTheWay), 1, true, "reason", "ordering.too-late-to-cancel")]
    [InlineData(nameof(OrderStatus.Completed), -1, true, "reason", "ordering.too-late-to-cancel")]
    [InlineData(nameof(OrderStatus.Failed), -1, true, "reason", "ordering.too-late-to-cancel")]
    public void Cancelling_ByStatusTimeAndPerson_IsDecided(string status, int seconds, bool byStaff, string? reason, string? code) =>
        Assert.Equal(code, CancelRules.Refusal(Enum.Parse<OrderStatus>(status), Cutoff, byStaff, reason, Cutoff + Duration.FromSeconds(seconds))?.Code);

    [Fact]
    public void DineIn_AtTheCounter_NeedsAnActiveResidentAndItemsOnly()
    {
        Assert.Null(DineInRules.Refusal(ResidentStatus.Active, []));
        Assert.IsType<ResidentNotActive>(DineInRules.Refusal(ResidentStatus.Paused, []));
        Assert.IsType<NotOnMenu>(DineInRules.Refusal(ResidentStatus.Active, [new WantedItem("Z", 1, false, null)]));
    }

    [Fact]
    public void WindowClosing_WithAnUnsettledOrder_Waits()
    {
        var confirmed = new WindowOrder(Guid.Parse("00000000-0000-0000-0000-000000000001"), OrderStatus.Confirmed, true, false);
        var late = confirmed with { Id = Guid.Parse("00000000-0000-0000-0000-000000000002"), AfterCutoff = true };
        Assert.Equal([confirmed.Id], WindowClosing.OrdersToCook([confirmed, late, late with { Status = OrderStatus.Placed }]));
        Assert.Equal([], WindowClosing.OrdersToCook([confirmed with { Status = OrderStatus.Cancelled }]) ?? [Guid.Empty]);
        Assert.Equal([], WindowClosing.OrdersToCook([confirmed with { OrderedAhead = false }, confirmed with { OrderedAhead = false, Status = OrderStatus.Placed }]) ?? [Guid.Empty]);
        Assert.Null(WindowClosing.OrdersToCook([confirmed, confirmed with { Status = OrderStatus.Placed }]));
    }

    [Theory]
    [InlineData("low-salt", "低盐")]
    [InlineData("low-sugar", "低糖")]
    [InlineData("low-fat", "低脂")]
    [InlineData("halal", "清真")]
    [InlineData("vegetarian", "素食")]
    public void Diet_ThatAnItemDoesNotName_IsAWarning(string tag, string words)
    {
        var line = new OrderLine("A", "红烧肉", MenuItemKind.Dish, 1, 800, ["soft"], []);
        var warning = Assert.Single(DietClashes.Of([tag, "soft"], [line]));
        Assert.Equal(("A", tag, $"“红烧肉”没有注明适合{words}，请留意。"), (warning.ItemCode, warning.DietTag, warning.Text));
    }

    private static OrderFacts Facts() => new()
    {
        StatusOnServiceDate = ResidentStatus.Active,
        SiteIsClosed = false,
        Window = new OrderWindow(Opens, Cutoff, Cutoff + Duration.FromHours(1), Cutoff + Duration.FromHours(3), DayEnds, 10),
        ByStaff = false,
        LateReason = null,
        Fulfilment = Fulfilment.Delivery,
        PaymentMethod = PaymentMethod.MealAccount,
        Items = [new WantedItem("A", 1, true, null)],
        DistanceMeters = 500,
        DeliveryRadiusMeters = 3000,
        HasOpenOrder = false,
        PlacesTaken = 0,
    };
}

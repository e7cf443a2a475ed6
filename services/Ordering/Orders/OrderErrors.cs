using System.Text.Json.Serialization;
using MealDispatch.BuildingBlocks.Errors;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

internal sealed record ResidentNotActive() : RuleRefused("ordering.resident-not-active")
{
    public override string? Detail => "这位老人在用餐当天不在助餐服务名单内，请联系居委会或街道。";
}

internal sealed record SiteClosed() : RuleRefused("ordering.site-closed")
{
    public override string? Detail => "这个助餐点当天或这一餐不供餐，请换一天、换一餐或换一家。";
}

internal sealed record NotOpenYet(Instant OpensAt) : RuleRefused("ordering.not-open-yet")
{
    public override string? Detail => "这一餐还没有开始预订，请晚些时候再来。";
}

internal sealed record CutoffPassed(Instant CutoffAt) : RuleRefused("ordering.cutoff-passed")
{
    public override string? Detail => "这一餐已经截单，食堂开始备餐了。请订下一餐，或打电话给食堂。";
}

internal sealed record PaymentMethodRefused() : RuleRefused("ordering.payment-method")
{
    public override string? Detail => "送餐要用助餐账户付款；到店付款只能用于自取和堂食。";
}

internal sealed record NotOnMenu(string ItemCode) : RuleRefused("ordering.not-on-menu")
{
    public override string? Detail => "菜单上已经没有这个菜品，请重新选择。";
}

internal sealed record SoldOut(string ItemCode, int Left) : RuleRefused("ordering.sold-out")
{
    public override string? Detail => "这个菜品卖完了，请选别的。";
}

internal sealed record CapacityFull() : RuleRefused("ordering.capacity-full")
{
    public override string? Detail => "这家助餐点这一餐已经订满，请换一餐或换一家。";
}

internal sealed record OutsideDeliveryArea() : RuleRefused("ordering.outside-delivery-area")
{
    public override string? Detail => "您的住址不在这家助餐点的送餐范围内，请选自取、堂食，或换一家近的。";
}

internal sealed record DuplicateOrder() : RuleRefused("ordering.duplicate")
{
    public override string? Detail => "这一餐在这家助餐点已经订过了，不用重复下单。";
}

internal sealed record PriceChanged(long PayableFen, long ExpectedPayableFen) : RuleRefused("ordering.price-changed")
{
    public override string? Detail => "应付金额比您确认时高了，没有扣款。请看清新的金额后再下单。";
}

internal sealed record BalanceTooLow(long PayableFen, long BalanceFen) : RuleRefused("payments.balance-too-low")
{
    public override string? Detail => "助餐账户余额不够，没有扣款。请先充值，或到店付款。";
}

internal sealed record NotSettled() : RuleRefused("ordering.not-settled")
{
    public override string? Detail => "系统没能在截单前确认这个订单，没有扣款。很抱歉，请打电话给食堂。";
}

internal sealed record TooLateToCancel() : RuleRefused("ordering.too-late-to-cancel")
{
    public override string? Detail => "现在不能取消了，食堂已经在备餐。有困难请打电话给食堂。";
}

internal sealed record SiteUnknown() : Absent("ordering.site-unknown")
{
    public override string? Detail => "没有这个助餐点。";
}

internal sealed record NotYourSite() : Forbidden("ordering.not-your-site")
{
    public override string? Detail => "您只能在自己工作的助餐点代老人下单。";
}

internal sealed record CardNotValid() : RuleRefused("ordering.card-not-valid")
{
    public override string? Detail => "这张卡无效或已挂失，请核对，或按姓名登记。";
}

/// <summary>A refusal that was decided after the order had been placed.</summary>
internal sealed record RefusedAfterPlacing([property: JsonIgnore] string RefusalCode, [property: JsonIgnore] string? Text, Guid OrderId) : RuleRefused(RefusalCode)
{
    public override string? Detail => Text;
}

using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Flags;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Reports;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Samples;
using MealDispatch.Subsidy.Settlements;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Sheets;

/// <summary>What people read in a downloaded table.</summary>
internal static class SheetWords
{
    /// <param name="number">As the tables keep it: 202507.</param>
    public static string Month(int number) => YearMonthPattern.Iso.Format(MonthNumber.ToMonth(number));

    public static string Of(FlagStatus status) => status switch
    {
        FlagStatus.Open => "待处理",
        FlagStatus.Lapsed => "已自行消失",
        FlagStatus.Cleared => "已排除",
        FlagStatus.Confirmed => "属实",
    };

    public static string Of(ReviewStatus status) => status switch { ReviewStatus.Pending => "待复核", ReviewStatus.Accepted => "已接受", ReviewStatus.Rejected => "已拒绝" };

    public static string Of(HoldReason reason) => reason switch
    {
        HoldReason.EvidenceTooWeak => "用餐凭证不足",
        HoldReason.NotPaid => "没有个人付款记录",
        HoldReason.PaymentReturned => "个人付款已退回",
        HoldReason.PaidOtherwise => "个人付款与应付金额不同",
        HoldReason.ClawBackRequested => "有人申请追回",
    };

    public static string Of(ClawBackStatus status) => status switch
    {
        ClawBackStatus.Requested => "待审批",
        ClawBackStatus.Approved => "已追回",
        ClawBackStatus.Refused => "未通过",
    };

    public static string Of(SettlementStatus status) => status switch
    {
        SettlementStatus.Draft => "待食堂确认",
        SettlementStatus.Confirmed => "食堂已确认，待批准",
        SettlementStatus.Approved => "已批准锁定",
    };

    public static string Of(SampleBasis basis) => basis switch { SampleBasis.Received => "已收到的餐", SampleBasis.Settled => "已批准结算的餐" };

    public static string Of(MealPeriod period) => period switch { MealPeriod.Breakfast => "早餐", MealPeriod.Lunch => "午餐", MealPeriod.Dinner => "晚餐" };

    public static string Of(Fulfilment channel) => channel switch { Fulfilment.Delivery => "送餐", Fulfilment.Pickup => "自取", Fulfilment.DineIn => "堂食" };

    public static string Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.NotPacked => "食堂没有打包记录",
        DifferenceKind.NotDelivered => "没有骑手取餐和送达记录",
        DifferenceKind.NotPaid => "没有个人付款记录",
        DifferenceKind.PaymentReturned => "个人付款已退回，补贴却已记账",
        DifferenceKind.PaidOtherwise => "个人付款与应付金额不同",
        DifferenceKind.ReceivedNotGranted => "餐已送到或取走，补贴却已退回",
        DifferenceKind.PaymentKept => "补贴已退回，个人付款没有退",
        DifferenceKind.StillOpen => "不知道这一餐的结果",
        DifferenceKind.OnStatementOnly => "配送账单上有，我们没有这一单",
        DifferenceKind.NotOnStatement => "我们记录由该平台配送，配送账单上没有",
        DifferenceKind.StatementSaysNotDelivered => "我们记录已送达，配送账单上是取消或异常",
        DifferenceKind.StatementSaysDelivered => "配送账单上已送达，我们没有送达记录",
        DifferenceKind.FeeDiffers => "配送费与平台当时报的不同",
        DifferenceKind.TwiceOnStatement => "配送账单上重复收费",
    };

    public static string Of(LedgerKind kind) => kind switch
    {
        LedgerKind.Open => "设立预算",
        LedgerKind.TopUp => "追加预算",
        LedgerKind.Transfer => "预算划转",
        LedgerKind.Reserve => "预留",
        LedgerKind.Consume => "核销",
        LedgerKind.Release => "退回",
        LedgerKind.Settle => "结算",
        LedgerKind.Reverse => "冲回",
    };

    public static string Of(MealMoney money) => money switch
    {
        MealMoney.Reserved => "预留",
        MealMoney.Kept or MealMoney.Granted => "待结算",
        MealMoney.Settled => "已结算",
        MealMoney.ClawedBack => "已追回",
    };
}

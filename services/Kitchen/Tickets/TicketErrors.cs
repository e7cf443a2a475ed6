using MealDispatch.BuildingBlocks.Errors;
using NodaTime;

namespace MealDispatch.Kitchen.Tickets;

internal sealed record BatchStillOpen() : RuleRefused("kitchen.batch-open")
{
    public override string? Detail => "还没有截单，小票尚未编号。";
}

internal sealed record TicketVoided() : RuleRefused("kitchen.ticket-voided")
{
    public override string? Detail => "这一单已取消，请不要出餐。";
}

internal sealed record TicketHandedOver() : RuleRefused("kitchen.ticket-handed-over")
{
    public override string? Detail => "这一单已经交给老人了。";
}

internal sealed record TicketNotCollected() : RuleRefused("kitchen.ticket-not-collected")
{
    public override string? Detail => "这一单已登记为无人领取。";
}

internal sealed record TicketIsDelivered() : RuleRefused("kitchen.ticket-is-delivered")
{
    public override string? Detail => "这一单由骑手送餐，不在柜台领取。";
}

internal sealed record TicketPickedUp() : RuleRefused("kitchen.ticket-picked-up")
{
    public override string? Detail => "这一单已被骑手取走，不能再改打包登记。";
}

internal sealed record PackedTooLongAgo() : RuleRefused("kitchen.packed-too-long-ago")
{
    public override string? Detail => "打包登记已超过 15 分钟，不能撤销。";
}

internal sealed record MealTooOld(Instant PackedAt) : RuleRefused("kitchen.meal-too-old")
{
    public override string? Detail => "这一份打包已超过 2 小时。要交出去，请写明原因（例如：热藏在 60 ℃ 以上）。";
}

internal sealed record CardDoesNotMatch() : RuleRefused("kitchen.card-does-not-match")
{
    public override string? Detail => "这张卡不是这一单老人的有效卡。可以换卡再刷，或写明原因后交付。";
}

using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Subsidy.CourierStatements;

internal sealed record SiteNotKnown() : RuleRefused("subsidy.site-not-known")
{
    public override string? Detail => "本街道没有这个助餐点：请填助餐点编号或完整名称。";
}

internal sealed record OtherMonth() : RuleRefused("subsidy.other-month")
{
    public override string? Detail => "这一行不是这个月的。";
}

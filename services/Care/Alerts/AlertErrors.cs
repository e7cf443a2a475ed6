using MealDispatch.BuildingBlocks.Errors;
using NodaTime;

namespace MealDispatch.Care.Alerts;

internal sealed record AlertClosed(Instant ClosedAt) : RuleRefused("care.alert-closed")
{
    public override string? Detail => "这条告警已经关闭。如有新的情况，请另行反馈。";
}

using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Subsidy.Settlements;

internal sealed record SettlementMonthNotBegun() : RuleRefused("subsidy.month-not-begun")
{
    public override string? Detail => "这个月还没有开始，不能结算。";
}

internal sealed record SettlementApproved() : RuleRefused("subsidy.settlement-approved")
{
    public override string? Detail => "这张结算单已批准锁定，不能再改；之后的更正会列入下个月的调整。";
}

internal sealed record SettlementNotConfirmed() : RuleRefused("subsidy.settlement-not-confirmed")
{
    public override string? Detail => "食堂还没有确认这张结算单，请先请食堂确认。";
}

internal sealed record SettlementAlreadyConfirmed() : RuleRefused("subsidy.settlement-confirmed")
{
    public override string? Detail => "这张结算单食堂已经确认；要改请先退回。";
}

internal sealed record ApproverMustBeAnother() : RuleRefused("subsidy.drafter-must-not-approve")
{
    public override string? Detail => "起草或确认这张结算单的人不能批准，请由另一位工作人员批准。";
}

internal sealed record StatementDisagrees(long TotalFen, long LedgerFen) : RuleRefused("subsidy.statement-disagrees")
{
    public override string? Detail => "结算单的金额与台账不一致，不能批准；请退回后重新汇总，并核对台账。";
}

using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Registry.FamilyLinks;

internal sealed record AlreadyLinked() : RuleRefused("registry.already-linked")
{
    public override string? Detail => "这个手机号已经可以代老人办理。";
}

internal sealed record WrongLinkCode() : RuleRefused("registry.wrong-code")
{
    public override string? Detail => "验证码不对或已过期。";
}

internal sealed record OnlyStaffConfirmInPresence() : Forbidden("registry.only-staff-confirm")
{
    public override string? Detail => "当面确认只能由工作人员办理。";
}

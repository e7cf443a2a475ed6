using MealDispatch.BuildingBlocks.Errors;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

internal sealed record SchemeCodeTaken() : RuleRefused("subsidy.scheme-code-taken")
{
    public override string? Detail => "这个方案代码已被使用，请换一个。";
}

/// <param name="EffectiveFrom">Of the newest version there is.</param>
internal sealed record VersionMustStartLater(LocalDate EffectiveFrom) : RuleRefused("subsidy.version-must-start-later")
{
    public override string? Detail => "新版本的开始日期必须晚于已有版本。";
}

internal sealed record AuthorMustNotActivate() : RuleRefused("subsidy.author-must-not-activate")
{
    public override string? Detail => "方案须由编制人以外的另一位专员启用。";
}

internal sealed record AuthorMustNotRefuse() : RuleRefused("subsidy.author-must-not-refuse")
{
    public override string? Detail => "自己编制的草稿请用“撤回”，退回须由另一位专员办理。";
}

/// <param name="VersionStatus">What it is instead.</param>
internal sealed record VersionMustBeADraft(SchemeStatus VersionStatus) : RuleRefused("subsidy.version-must-be-a-draft")
{
    public override string? Detail => "该版本已不是草稿，不能再修改或启用；请另建新版本。";
}

internal sealed record SchemeIsInForce() : RuleRefused("subsidy.scheme-in-force")
{
    public override string? Detail => "该版本已经开始实行，不能撤回；请另建一个新版本来代替它。";
}

internal sealed record SchemeAlreadyActive() : RuleRefused("subsidy.scheme-already-active")
{
    public override string? Detail => "该版本已经启用。";
}

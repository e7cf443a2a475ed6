using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Registry.Staff;

internal sealed record UserNameTaken() : RuleRefused("registry.user-name-taken")
{
    public override string? Detail => "这个用户名已经有人用了，请换一个。";
}

internal sealed record UnknownSite(string Site) : RuleRefused("registry.unknown-site")
{
    public override string? Detail => $"本街道（镇）没有助餐点 {Site}。";
}

/// <summary>Officers make accounts of canteens and riders in their own subdistrict; all others are an administrator's.</summary>
internal sealed record NotYourStaff() : Forbidden("registry.not-your-staff")
{
    public override string? Detail => "只能管理本街道（镇）食堂员工和骑手的账号，其他账号请找管理员。";
}

/// <summary>Without an administrator nobody could make one.</summary>
internal sealed record LastAdmin() : RuleRefused("registry.last-admin")
{
    public override string? Detail => "这是最后一个管理员账号，请先建另一个。";
}

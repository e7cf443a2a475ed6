using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Registry.Residents;

internal sealed record IdNumberTaken() : RuleRefused("registry.id-number-taken")
{
    public override string? Detail => "这个身份证号已经登记过了。";
}

/// <summary>An officer writes for their own subdistrict only.</summary>
internal sealed record OtherSubdistrict() : Forbidden("registry.other-subdistrict")
{
    public override string? Detail => "只能登记本街道（镇）的老人和助餐点。";
}

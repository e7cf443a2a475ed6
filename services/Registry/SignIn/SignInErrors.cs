using MealDispatch.BuildingBlocks.Errors;

namespace MealDispatch.Registry.SignIn;

internal sealed record SignInRefused() : NotSignedIn("registry.sign-in-refused")
{
    public override string? Detail => "手机号、验证码、用户名或密码不对，或者验证码已经过期。";
}

internal sealed record RefreshRefused() : NotSignedIn("registry.refresh-refused")
{
    public override string? Detail => "登录已经失效，请重新登录。";
}

internal sealed record TooManyTries() : TooMany("registry.too-many-tries")
{
    public override string? Detail => "尝试次数太多，请十分钟后再试。";
}

internal sealed record TooManyCodes() : TooMany("registry.too-many-codes")
{
    public override string? Detail => "验证码发送太频繁，请十分钟后再试。";
}

/// <summary>The password is right and somebody else made it: send it again with <c>newPassword</c>.</summary>
internal sealed record NewPasswordNeeded() : RuleRefused("registry.new-password-needed")
{
    public override string? Detail => "这是临时密码，请设一个只有您自己知道的新密码。";
}

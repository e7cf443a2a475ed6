using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages;

/// <summary>Elders and family by a phone's code or the card, staff by name and password; no puzzle anywhere.</summary>
internal sealed class SignInModel(MealApi api, WebSessions sessions, KeptForms keptForms, TimeProvider time) : MealPage(api, sessions)
{
    private const int PhoneDigits = 11;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A form that waits until its sender is signed in; sealed.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>The phone that a code was sent to; null before.</summary>
    public string? Phone { get; private set; }

    /// <summary>What was typed as a phone and is none.</summary>
    public string? TypedPhone { get; private set; }

    public string? DemoCode { get; private set; }

    /// <summary>The code was sent another time.</summary>
    public bool SentAgain { get; private set; }

    public bool ShowStaff { get; private set; }

    public bool ShowCard { get; private set; }

    public string? UserName { get; private set; }

    public string? CardCode { get; private set; }

    /// <summary>The password was made by somebody else: a new one is asked for.</summary>
    public bool NeedsNewPassword { get; private set; }

    protected override bool NeedsSignIn => false;

    /// <summary>A form came too late; first somebody signs in.</summary>
    public IActionResult OnPostKeep() => Page();

    public async Task<IActionResult> OnPostCodeAsync(string? phone, bool again)
    {
        var digits = Digits(phone);
        if (!IsMobile(digits))
        {
            TypedPhone = phone;
            Problem = new ApiProblem(400, "web.phone", digits.Length == PhoneDigits || digits.Length == 0
                ? T("请填手机号：1 开头，11 位数字。")
                : T("手机号是 11 位数字，您填了 {0} 位。请对一下，再按“发验证码”。", digits.Length), null);
            return Page();
        }

        var sent = await PostAsync<SentCode>("/api/sign-in/code", new { phone = digits });
        if (Problem is null)
            (Phone, DemoCode, SentAgain) = (digits, sent?.DemoCode, again);
        else
            TypedPhone = phone;
        return Page();
    }

    public async Task<IActionResult> OnPostPhoneAsync(string? phone, string? code)
    {
        Phone = Digits(phone);
        var result = await SignInAsync(new { phone = Phone, code = Digits(code) });
        if (Problem is { Status: 400 or 401 or 422 } problem)
            Problem = problem with { Code = "web.wrong-code", Detail = T("验证码不对，或已经过期。请看清短信里最新的 6 个数字再填，或按“再发一次验证码”。"), Errors = null };
        return result;
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? userName, string? password, string? newPassword)
    {
        (ShowStaff, UserName) = (true, userName?.Trim() ?? "");
        var result = await SignInAsync(new { userName = UserName, password, newPassword = string.IsNullOrEmpty(newPassword) ? null : newPassword });
        var isTemporary = Problem is { Code: "registry.new-password-needed" };
        NeedsNewPassword = newPassword is not null || isTemporary;
        // Nothing failed: the page asks for the new one.
        if (isTemporary)
            Problem = null;
        return result;
    }

    public async Task<IActionResult> OnPostCardAsync(string? cardCode, string? pin)
    {
        (ShowCard, CardCode) = (true, Digits(cardCode).ToUpperInvariant());
        var result = await SignInAsync(new { cardCode = CardCode, pin = Digits(pin) });
        if (Problem is { Status: 400 or 401 or 422 } problem)
            Problem = problem with { Code = "web.wrong-card", Detail = T("卡号或卡密码不对。请照着卡上的字再填一次；忘了密码，请打电话给食堂或居委会。"), Errors = null };
        return result;
    }

    /// <summary>People type spaces and dashes.</summary>
    private static string Digits(string? text) => new([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '—'))]);

    private static bool IsMobile(string digits) => digits.Length == PhoneDigits && digits[0] == '1' && digits.All(char.IsAsciiDigit);

    private async Task<IActionResult> SignInAsync(object credentials)
    {
        if (await PostAsync<SignedIn>("/api/sign-in", credentials) is not { } signedIn)
            return Page();
        Sessions.Begin(HttpContext, WebSession.Of(signedIn, time.GetUtcNow()));
        return keptForms.Open(Kept) is { } form ? PagePolicy.Resume(HttpContext, form) : LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    }
}

using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages;

/// <summary>Elders and family by a phone's code or the card, staff by name and password; no puzzle anywhere.</summary>
internal sealed class SignInModel(MealApi api, WebSessions sessions, TimeProvider time) : MealPage(api, sessions)
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The phone that a code was sent to; null before.</summary>
    public string? Phone { get; private set; }

    public string? DemoCode { get; private set; }

    public bool ShowStaff { get; private set; }

    public string? UserName { get; private set; }

    /// <summary>The password was made by somebody else: a new one is asked for.</summary>
    public bool NeedsNewPassword { get; private set; }

    protected override bool NeedsSignIn => false;

    public async Task<IActionResult> OnPostCodeAsync(string? phone)
    {
        var digits = Digits(phone);
        var sent = await PostAsync<SentCode>("/api/sign-in/code", new { phone = digits });
        if (Problem is null)
            (Phone, DemoCode) = (digits, sent?.DemoCode);
        return Page();
    }

    public Task<IActionResult> OnPostPhoneAsync(string? phone, string? code)
    {
        Phone = Digits(phone);
        return SignInAsync(new { phone = Phone, code = Digits(code) });
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? userName, string? password, string? newPassword)
    {
        (ShowStaff, UserName) = (true, userName?.Trim() ?? "");
        var result = await SignInAsync(new { userName = UserName, password, newPassword = string.IsNullOrEmpty(newPassword) ? null : newPassword });
        NeedsNewPassword = newPassword is not null || Problem is { Code: "registry.new-password-needed" };
        return result;
    }

    public Task<IActionResult> OnPostCardAsync(string? cardCode, string? pin) => SignInAsync(new { cardCode = cardCode?.Trim() ?? "", pin });

    /// <summary>People type spaces and dashes.</summary>
    private static string Digits(string? text) => new([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－'))]);

    private async Task<IActionResult> SignInAsync(object credentials)
    {
        if (await PostAsync<SignedIn>("/api/sign-in", credentials) is not { } signedIn)
            return Page();
        Sessions.Begin(HttpContext, WebSession.Of(signedIn, time.GetUtcNow()));
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    }
}

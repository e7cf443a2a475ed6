using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages;

internal sealed class SignOutModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    protected override bool NeedsSignIn => false;

    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        if (Session is not null)
            await PostAsync<object>("/api/sign-out");
        WebSessions.End(HttpContext);
        Carts.Forget(HttpContext);
        return LocalRedirect("/");
    }
}

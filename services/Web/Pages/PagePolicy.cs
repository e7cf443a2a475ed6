using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Shared;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace MealDispatch.Web.Pages;

/// <summary>What holds for every page: nothing from other hosts, no inline script, and a problem is a page in plain words.</summary>
internal sealed class PagePolicy : IExceptionFilter, IAlwaysRunResultFilter
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'self'";

    private static readonly object ReturnToKey = new();

    private static ApiProblem FormTooOld => new(400, "web.form-too-old", T("这个页面放得太久了，请返回上一页，刷新后再试。"), null);

    /// <summary>
    /// The way to sign in and back. A form that was sent is not lost: its page said where to come back to (<see cref="ReturnTo"/>), or it
    /// travels along sealed.
    /// </summary>
    public static IActionResult ToSignIn(HttpContext http)
    {
        var isRead = HttpMethods.IsGet(http.Request.Method);
        if ((isRead ? http.Request.Path + http.Request.QueryString : http.Items[ReturnToKey] as string) is { } back)
            return new RedirectResult("/sign-in" + QueryString.Create("returnUrl", back));
        if (isRead || KeptForms.Of(http.Request) is not { } form)
            return new RedirectResult("/sign-in");
        var kept = http.RequestServices.GetRequiredService<KeptForms>().Seal(form);
        return Shown(http, "FilledForm", StatusCodes.Status401Unauthorized, new FilledForm(
            T("请再登录一次"), T("离开得有点久了。您填的都在，登录后接着办。"), "/sign-in?handler=Keep", [new("kept", kept)], T("去登录")));
    }

    /// <summary>Where to come back to when this request's form is sent by somebody who has to sign in first.</summary>
    public static void ReturnTo(HttpContext http, string path) => http.Items[ReturnToKey] = path;

    /// <summary>After signing in: the form that was kept, filled, to be sent.</summary>
    public static IActionResult Resume(HttpContext http, KeptForm form) => Shown(http, "FilledForm", StatusCodes.Status200OK, new FilledForm(
        T("登录好了"), T("您刚才填的都在，还没有提交。"), form.Address, form.Fields, T("接着提交")));

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not ApiProblemException { Problem: var problem })
            return;
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            WebSessions.End(context.HttpContext);
            context.Result = ToSignIn(context.HttpContext);
        }
        else
        {
            context.Result = ProblemPage(context.HttpContext, problem);
        }

        context.ExceptionHandled = true;
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.Result = SendAgain(context.HttpContext);
        // A page that tells how far it is has answered already.
        if (context.HttpContext.Response.HasStarted)
            return;
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    /// <summary>The form's token is too old: one more press sends what was typed.</summary>
    private static ViewResult SendAgain(HttpContext http) => KeptForms.Of(http.Request) is { } form
        ? Shown(http, "FilledForm", StatusCodes.Status400BadRequest, new FilledForm(
            T("请再按一次"), T("这个页面放得太久了。您填的都在，再按一次就提交。"), form.Address, form.Fields, T("提交")))
        : ProblemPage(http, FormTooOld);

    private static ViewResult ProblemPage(HttpContext http, ApiProblem problem) => Shown(http, "Problem", problem.Status, problem);

    private static ViewResult Shown(HttpContext http, string view, int status, object model) => new()
    {
        ViewName = $"/Pages/Shared/{view}.cshtml",
        StatusCode = status,
        ViewData = new ViewDataDictionary(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = model },
    };
}

using MealDispatch.Web.Api;
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

    private static ApiProblem FormTooOld => new(400, "web.form-too-old", T("这个页面放得太久了，请返回上一页，刷新后再试。"), null);

    public static IActionResult ToSignIn(HttpContext http) => new RedirectResult(
        "/sign-in" + (HttpMethods.IsGet(http.Request.Method) ? QueryString.Create("returnUrl", http.Request.Path + http.Request.QueryString) : ""));

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
            context.Result = ProblemPage(context.HttpContext, FormTooOld);
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

    private static ViewResult ProblemPage(HttpContext http, ApiProblem problem) => new()
    {
        ViewName = "/Pages/Shared/Problem.cshtml",
        StatusCode = problem.Status,
        ViewData = new ViewDataDictionary(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = problem },
    };
}

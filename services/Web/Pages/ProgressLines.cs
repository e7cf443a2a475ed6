using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace MealDispatch.Web.Pages;

/// <summary>An answer that tells how far it is: a line of JSON each time it got further, with a text or, at the end, with what the page shows.</summary>
internal static class ProgressLines
{
    /// <param name="answer">Of the API, a line each time it got further.</param>
    /// <param name="say">What the page's script is told of such a line.</param>
    public static async Task<IActionResult> TellAsync(this PageModel page, HttpResponseMessage answer, Func<string, Task<object>> say)
    {
        if (!answer.IsSuccessStatusCode)
            return page.StatusCode((int)answer.StatusCode);
        var aborted = page.HttpContext.RequestAborted;
        page.Response.ContentType = "application/x-ndjson";
        page.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(aborted));
        while (await lines.ReadLineAsync(aborted) is { } line)
        {
            await page.Response.WriteAsync(JsonSerializer.Serialize(await say(line)) + "\n", aborted);
            await page.Response.Body.FlushAsync(aborted);
        }

        return new EmptyResult();
    }

    /// <summary>A partial view of the page as text.</summary>
    public static async Task<string> RenderAsync<TModel>(this TModel page, string partial)
        where TModel : PageModel
    {
        var view = page.HttpContext.RequestServices.GetRequiredService<ICompositeViewEngine>().FindView(page.PageContext, partial, isMainPage: false).View!;
        await using var html = new StringWriter();
        await view.RenderAsync(new ViewContext(
            page.PageContext, view, new ViewDataDictionary<TModel>(page.ViewData, page), page.TempData, html, new HtmlHelperOptions()));
        return html.ToString();
    }
}

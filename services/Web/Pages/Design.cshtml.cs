using MealDispatch.BuildingBlocks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MealDispatch.Web.Pages;

/// <summary>Everything that a page is made of, on one page, to look at and to test; in a demonstration only.</summary>
internal sealed class DesignModel(DemoMode demo) : PageModel
{
    public static (string Id, string Name)[] Parts =>
    [
        ("colours", T("颜色")), ("type", T("字号")), ("buttons", T("按钮")), ("forms", T("表单")), ("tables", T("表格和清单")), ("messages", T("消息")),
        ("states", T("空和等待")), ("print", T("打印")),
    ];

    public IActionResult OnGet() => demo.Enabled ? Page() : NotFound();
}

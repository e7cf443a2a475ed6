namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>After an action the browser is sent to the page anew, so that reloading repeats nothing; this says what was done.</summary>
internal static class KitchenActions
{
    public static string? DoneWords(string? done) => done switch
    {
        "closed" => T("已截单。"),
        "printed" => T("已送去打印。"),
        "packed" => T("已打包。"),
        "handed-over" => T("已交餐。"),
        "unpacked" => T("已撤销打包登记。"),
        "noted" => T("已记下。"),
        _ => null,
    };
}

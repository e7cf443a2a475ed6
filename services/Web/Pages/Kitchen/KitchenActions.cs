namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>After an action the browser is sent to the page anew, so that reloading repeats nothing; this says what was done.</summary>
internal static class KitchenActions
{
    public static string? DoneWords(string? done) => done switch
    {
        "closed" => "已截单。",
        "printed" => "已送去打印。",
        "packed" => "已打包。",
        "handed-over" => "已交餐。",
        "unpacked" => "已撤销打包登记。",
        "noted" => "已记下。",
        _ => null,
    };
}

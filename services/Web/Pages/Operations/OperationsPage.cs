using System.Globalization;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Operations;

/// <summary>A page for those who run the installation.</summary>
internal abstract class OperationsPage(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    protected static readonly IReadOnlyList<string> Codes = ["registry", "ordering", "subsidy", "kitchen", "dispatch", "care"];

    public static string NameOf(string service) => service switch
    {
        "registry" => T("居民与登录"),
        "ordering" => T("订餐"),
        "subsidy" => T("补贴"),
        "kitchen" => T("厨房"),
        "dispatch" => T("配送"),
        "care" => T("关怀"),
        _ => service,
    };

    /// <summary>A length of time as one says it.</summary>
    public static string Lasting(double seconds) => seconds switch
    {
        < 1 => T("{0} 毫秒", Number(seconds * 1_000)),
        < 120 => T("{0} 秒", Number(seconds)),
        < 7_200 => T("{0} 分钟", Number(seconds / 60)),
        < 172_800 => T("{0} 小时", Number(seconds / 3_600)),
        _ => T("{0} 天", Number(seconds / 86_400)),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1L << 20 => $"{Number(bytes / 1_024d)} KB",
        < 1L << 30 => $"{Number(bytes / (double)(1L << 20))} MB",
        _ => $"{(bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture)} GB",
    };

    protected void ForAdminsOnly()
    {
        if (Session is not { IsAdmin: true })
            throw new ApiProblemException(NotAllowed);
    }

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}

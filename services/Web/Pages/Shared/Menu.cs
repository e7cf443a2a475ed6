using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Shared;

/// <param name="Path">A page with its parts: <c>/care</c> is also current on <c>/care/settings</c>, unless that has a link of its own.</param>
/// <param name="First">One of the few that stand in the bar of every page; the others are behind 全部功能.</param>
internal sealed record MenuLink(string Path, string Text, bool First = false);

/// <summary>What belongs together.</summary>
/// <param name="BelowTheBar">On its pages its links stand below the bar; not for elders, whose telephones have no room for them.</param>
internal sealed record MenuGroup(string Title, IReadOnlyList<MenuLink> Links, bool BelowTheBar = true);

/// <summary>Where somebody can go, by their roles. A new page adds its line here.</summary>
internal static class Menu
{
    /// <summary>More links than this do not fit into the bar of a telephone.</summary>
    private const int InTheBar = 5;

    private static readonly PathString[] ForElders = ["/order", "/orders", "/s", "/account", "/family", "/card", "/messages", "/canteens"];

    public static IReadOnlyList<MenuGroup> Of(WebSession? session) => session is null
        ? [new(T("订餐"), [new("/sign-in", T("登录"), First: true)])]
        :
        [
            .. Group(session.IsResident, T("订餐"),
                new("/order", T("点餐"), First: true), new("/orders", T("我的订单"), First: true), new("/messages", T("消息"), First: true),
                new("/account", T("助餐账户")), new("/family", T("谁能替老人办事")), new("/card", T("助餐卡")), new("/messages/choices", T("收哪些消息"))).Select(g => g with { BelowTheBar = false }),
            .. Group(session.IsStaff, T("厨房"),
                new("/kitchen", T("厨房"), First: true), new("/counter", T("柜台"), First: true), new("/menus", T("菜单"), First: true), new("/kitchen/printers", T("打印机")), new("/kitchen/figures", T("预测与浪费")), new("/kitchen/recalls", T("召回"))),
            .. Group(session is { IsStaff: true, MayAudit: false }, T("结算"), new MenuLink("/subsidy/settlements", T("结算"))),
            .. Group(session.IsStaff || session.MayAudit, T("送餐"),
                [new("/deliveries", T("送餐"), First: true), .. Only(session.IsStaff || session.IsOfficer, new MenuLink("/deliveries/shifts", T("本镇骑手的班次")))]),
            .. Group(session.IsRider, T("送餐"), new MenuLink("/rider", T("送餐"), First: true)),
            .. Group(session.MayAudit, T("街道（镇）"), new("/town", T("今天"), First: true), new("/residents", T("老人名册"), First: true), new("/sites", T("各助餐点"))),
            .. Group(session.MayAudit, T("补贴"),
                new("/subsidy", T("补贴"), First: true), new("/subsidy/decisions", T("补贴核定")), new("/subsidy/settlements", T("结算单")),
                new("/subsidy/reviews", T("复核名单")), new("/subsidy/claw-backs", T("追回")), new("/subsidy/courier-statements", T("配送账单")),
                new("/subsidy/flags", T("疑点")), new("/subsidy/samples", T("抽样回访")), new("/subsidy/budgets", T("预算")), new("/subsidy/ledger", T("台账")),
                new("/subsidy/schemes", T("补贴方案")), new("/subsidy/what-if", T("假设推演"))),
            .. Group(session.MayAudit && !session.IsStaff, T("厨房"), new("/kitchen/figures", T("预测与浪费")), new("/kitchen/recalls", T("召回"))),
            .. Group(session.IsStaff || session.IsOfficer, T("关怀"),
                [new("/care", T("关怀"), First: true), .. Only(!session.IsResident, new MenuLink("/messages", T("消息"), First: true)), .. Only(session.MayAudit, new MenuLink("/care/settings", T("告警怎样升级")))]),
            .. Group(session.IsAdmin || session.MayAudit, T("管理"),
                [new("/staff", T("账号"), First: true), .. Only(session.IsAdmin, new MenuLink("/operations", T("运行"), First: true)), .. Only(session.IsAdmin, new MenuLink("/operations/jobs", T("定时任务"), First: true)), .. Only(session.IsAdmin, new MenuLink("/operations/health", T("各部分状况"), First: true)), .. Only(session is { IsAdmin: true, MayAudit: false }, new MenuLink("/sites", T("各助餐点"), First: true))]),
        ];

    public static IEnumerable<MenuLink> Bar(IReadOnlyList<MenuGroup> groups) => groups.SelectMany(g => g.Links).Where(l => l.First).Take(InTheBar);

    public static bool HasMore(IReadOnlyList<MenuGroup> groups) => groups.Sum(g => g.Links.Count) > Bar(groups).Count();

    /// <summary>The link that says best where this page is; null on a page of no link.</summary>
    public static MenuLink? Current(IReadOnlyList<MenuGroup> groups, PathString here) => groups.SelectMany(g => g.Links)
        .Where(l => here.StartsWithSegments(l.Path, StringComparison.OrdinalIgnoreCase)).MaxBy(l => l.Path.Length);

    /// <summary>The links beside the current one; null when there are too few to show, all stand in the bar already, or no room.</summary>
    public static MenuGroup? Beside(IReadOnlyList<MenuGroup> groups, MenuLink? current) =>
        groups.FirstOrDefault(g => g is { BelowTheBar: true, Links.Count: > 2 } && current is not null && g.Links.Contains(current) && g.Links.Except(Bar(groups)).Any());

    /// <summary>The pages of elders are as wide as one reads easily, and have a button that reads them aloud, where the browser can.</summary>
    public static bool IsForElders(PathString here) => here == "/" || ForElders.Any(path => here.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<MenuGroup> Group(bool shown, string title, params MenuLink[] links) => shown ? [new MenuGroup(title, links)] : [];

    private static IEnumerable<MenuLink> Only(bool shown, MenuLink link) => shown ? [link] : [];
}

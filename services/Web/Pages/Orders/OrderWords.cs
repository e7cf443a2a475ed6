using System.Globalization;
using MealDispatch.Web.Api;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

internal static class OrderWords
{
    /// <summary>What the person is to the resident; relations are free text, only one's own is a word of ours.</summary>
    public static string Relation(string relation) => relation switch { "本人" => T("本人"), _ => relation };

    /// <summary>The resident is who reads the page.</summary>
    public static bool IsReader(ActsFor person) => Relation(person.Relation) == T("本人");

    public static string Person(ActsFor person) => T("{0}（{1}）", person.Name, Relation(person.Relation));

    public static string Distance(int meters) => meters < 1000
        ? T("{0} 米", Math.Max(10, (meters + 5) / 10 * 10))
        : T("{0} 公里", (meters / 1000m).ToString("0.0", CultureInfo.InvariantCulture));

    public static string Month(YearMonth month) => month.ToString(T("uuuu年M月"), CultureInfo.InvariantCulture);

    /// <summary>A telephone as others may see it: 138****0001.</summary>
    public static string Masked(string phone) => phone.Length >= 7 ? $"{phone[..3]}****{phone[^4..]}" : phone;

    /// <summary>A time until which something holds: 今天 9:30, or with its date.</summary>
    public static string Until(LocalDateTime until, LocalDate today) =>
        until.Date == today ? T("今天 {0}", Words.Time(until)) : Words.Clock(until);

    /// <summary>What changed a meal account.</summary>
    public static string Entry(string kind) => kind switch { "top-up" => T("充值"), "payment" => T("付餐费"), "refund" => T("退款"), _ => kind };

    public static string Lines(Order order) => string.Join(T("，"), order.Lines.Select(l => $"{l.Name ?? l.ItemCode} × {l.Quantity}"));

    /// <summary>How the meal comes, and when it is served.</summary>
    public static string WhenServed(string fulfilment, string from, string to) => fulfilment switch
    {
        "delivery" => T("{0} 到 {1} 之间送到家。", from, to),
        "pickup" => T("{0} 到 {1} 之间到食堂来取。", from, to),
        _ => T("{0} 到 {1} 之间到食堂来吃。", from, to),
    };
}

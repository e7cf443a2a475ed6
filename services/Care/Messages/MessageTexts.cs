using System.Globalization;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Care.Messages;

internal sealed record BothLanguages(string Zh, string En);

/// <summary>
/// What messages say. Never what somebody eats or how they are: a message lies open on a phone. Whoever has no account is told a
/// name's first character only.
/// </summary>
internal static class MessageTexts
{
    /// <param name="name">Whose meal; null when it is the reader's own.</param>
    public static BothLanguages OfMeal(MessageKind kind, string? name, LocalDate date, MealPeriod period, string? detail)
    {
        var zh = $"{(name is null ? "您" : name + "，")}{date.Month}月{date.Day}日的{Period(period).Zh}";
        var en = $"{(name is null ? "Your" : $"{name}'s")} {Period(period).En} on {date.Day} {date.ToString("MMMM", CultureInfo.InvariantCulture)}";
        return kind switch
        {
            MessageKind.OrderConfirmed => new($"{zh}已订好。", $"{en} is ordered."),
            MessageKind.OrderCancelled => new($"{zh}已取消：{Reason(detail).Zh}。", $"{en} was cancelled: {Reason(detail).En}."),
            MessageKind.OrderRefunded => new($"{zh}退款 {Yuan(detail)} 元，已回到助餐账户。", $"¥{Yuan(detail)} for {Lower(en, name)} went back to the meal account."),
            MessageKind.MealPickedUp => new($"{zh}骑手已取，正在路上。", $"{en} is on its way."),
            MessageKind.RiderAtDoor => new($"{zh}骑手已送到门口，请开门。", $"{en} is at the door."),
            MessageKind.MealDelivered => new($"{zh}已送达。", $"{en} was delivered."),
            MessageKind.DeliveryFailed => new($"{zh}没有送成：{Failure(detail).Zh}。请打电话给食堂。", $"{en} could not be delivered: {Failure(detail).En}. Please call the canteen."),
            MessageKind.MealAccountToppedUp or MessageKind.WelfareAlert or MessageKind.WelfareClosed or MessageKind.Duty or MessageKind.DeliveryAlarm => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not about a meal"),
        };
    }

    /// <param name="name">Whose account; null when it is the reader's own.</param>
    public static BothLanguages OfTopUp(string? name, long amountFen, long balanceFen)
    {
        var (amount, balance) = (new Fen(amountFen).ToYuan(), new Fen(balanceFen).ToYuan());
        return new($"{name ?? "您"}的助餐账户充值 {amount} 元，余额 {balance} 元。", $"{(name is null ? "Your" : $"{name}'s")} meal account was topped up by ¥{amount}; it holds ¥{balance}.");
    }

    /// <summary>Null for the resident; whoever is not behind a sign-in reads a short form.</summary>
    public static string? NameFor(Recipient who, MessageChannel channel, string name) => who.IsResident ? null : channel == MessageChannel.InApp ? name : ShortName(name);

    public static BothLanguages ToResident(bool missedMeal, string? phone) => missedMeal
        ? new($"今天没有收到您的订餐，一切都好吗？需要订餐或帮忙，请打电话给食堂{Number(phone)}。", $"We have no order from you today. Is all well? To order or for help, call the canteen{Number(phone)}.")
        : new($"给您送餐时没有人应门。请开门，或打电话给食堂{Number(phone)}。", $"Nobody opened when your meal came. Please open, or call the canteen{Number(phone)}.");

    public static BothLanguages ToFamily(string name, bool missedMeal, bool noAnswer, string? phone) => (missedMeal, noAnswer) switch
    {
        (true, _) => new($"{name}平时这一餐都订，今天没有订。请联系一下，并告诉食堂{Number(phone)}。", $"{name} usually orders this meal and did not today. Please get in touch and tell the canteen{Number(phone)}."),
        (_, true) => new($"给{name}送餐时没有人应门。请马上联系，并告诉食堂{Number(phone)}。", $"Nobody opened when {name}'s meal came. Please get in touch now and tell the canteen{Number(phone)}."),
        _ => new($"送餐时发现{name}可能需要帮助。请马上联系，并打电话给食堂{Number(phone)}。", $"{name} may need help, it was noticed when the meal came. Please get in touch now and call the canteen{Number(phone)}."),
    };

    public static BothLanguages Closed(string? name) =>
        new($"{name ?? "您"}的情况已有人跟进，这次提醒结束了。想了解详情，请打电话给食堂。", $"Somebody has looked after {name ?? "you"}; this alert is over. Call the canteen to know more.");

    /// <param name="door">For those without an account; whoever has one opens the care page, and null stands here.</param>
    public static BothLanguages ToDuty(string name, string siteName, bool urgent, string? door, string? phone)
    {
        var zh = $"关怀告警{(urgent ? "（紧急）" : "")}：{name}，{siteName}";
        var en = $"Care alert{(urgent ? " (urgent)" : "")}: {name}, {siteName}";
        return door is null
            ? new($"{zh}。请打开关怀页面处理。", $"{en}. Please see to it on the care page.")
            : new($"{zh}，{door}。请去看一看，并告诉食堂{Number(phone)}。", $"{en}, {door}. Please look after them and tell the canteen{Number(phone)}.");
    }

    /// <param name="ticketCode">The bag's; null while it has none.</param>
    public static BothLanguages OfDelivery(string alarm, string? ticketCode)
    {
        var (zh, en) = Alarm(alarm);
        return new($"送餐告警：餐袋 {ticketCode ?? "（还没有小票）"}，{zh}。", $"Delivery alarm: bag {ticketCode ?? "(no ticket yet)"}, {en}.");
    }

    /// <summary>王桂兰 is 王*兰.</summary>
    public static string ShortName(string name)
    {
        var runes = name.EnumerateRunes().ToList();
        return runes.Count switch
        {
            0 => "老人",
            1 => name,
            2 => $"{runes[0]}*",
            _ => $"{runes[0]}*{runes[^1]}",
        };
    }

    private static string Lower(string en, string? name) => name is null ? "your" + en[4..] : en;

    private static string Number(string? phone) => string.IsNullOrWhiteSpace(phone) ? "" : $" {phone}";

    private static string Yuan(string? fen) => new Fen(long.Parse(fen ?? "0", CultureInfo.InvariantCulture)).ToYuan();

    private static (string Zh, string En) Period(MealPeriod period) => period switch
    {
        MealPeriod.Breakfast => ("早餐", "breakfast"),
        MealPeriod.Lunch => ("午餐", "lunch"),
        MealPeriod.Dinner => ("晚餐", "dinner"),
    };

    private static (string Zh, string En) Failure(string? reason) => reason switch
    {
        "no-answer" => ("没有人应门", "nobody opened"),
        "refused" => ("门口没有收下", "it was not taken"),
        "bad-address" => ("地址找不到", "the address was not found"),
        "no-capacity" => ("没有骑手能送", "no rider was free"),
        _ => ("配送出了问题", "something went wrong on the way"),
    };

    private static (string Zh, string En) Alarm(string alarm) => alarm switch
    {
        "hardly-in-time" => ("快到时间了还没有骑手来取", "no rider has collected it and time is nearly up"),
        "late" => ("已经过了送餐时间", "serving time is over"),
        "food-old" => ("打包已超过 90 分钟，还没有送到", "packed 90 minutes ago and not delivered"),
        "given-to-own-riders" => ("没有平台接单，已交给本镇骑手", "no courier took it, it waits for the town's own riders"),
        "two-couriers" => ("可能有两个骑手在送同一份餐", "two riders may be bringing the same meal"),
        "contradiction" => ("平台的说法前后不一", "the courier contradicts itself"),
        "courier-silent" => ("平台没有回应", "the courier does not answer"),
        "no-courier-left" => ("没有人能送", "nobody is left to bring it"),
        _ => ("请看一看", "please look at it"),
    };

    private static (string Zh, string En) Reason(string? code) => code switch
    {
        "requested" => ("已按要求取消", "as asked"),
        "ordering.sold-out" => ("菜卖完了", "a dish was sold out"),
        "ordering.capacity-full" => ("这一餐已约满", "the meal is fully booked"),
        "ordering.site-closed" => ("助餐点当天不营业", "the site is closed that day"),
        "ordering.cutoff-passed" => ("已过截单时间", "the cutoff had passed"),
        "ordering.price-changed" => ("价格有变化，请重新下单", "the price changed, please order again"),
        "ordering.resident-not-active" => ("当前不能订餐，请联系街道", "ordering is paused, please ask the subdistrict"),
        "ordering.outside-delivery-area" => ("超出送餐范围", "the address is outside the delivery area"),
        "ordering.not-settled" => ("系统没能及时确认，请打电话给食堂", "it could not be confirmed in time, please call the canteen"),
        "payments.balance-too-low" => ("助餐账户余额不足", "the meal account's balance is too low"),
        _ => ("没有订成，请打电话给食堂", "it could not be taken, please call the canteen"),
    };
}

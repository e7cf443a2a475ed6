using MealDispatch.Contracts;
using MealDispatch.Subsidy.Flags.Rules;

namespace MealDispatch.Subsidy.Flags;

/// <summary>All rules with their thresholds; what a subdistrict has not set holds as it stands here.</summary>
internal static class FlagRules
{
    public static IReadOnlyList<FlagRule> All { get; } =
    [
        new("counter-burst", "柜台取餐过密", "Burst at a counter",
        [
            new("meals", 12, 3, 1000, "这段时间内至少几份（三分之二的份数挤在三分之一的时间里、三倍的份数挤在四倍的时间里也算）", "At least so many meals (two thirds of them in a third of the time count too, or three times as many in four times the time)"),
            new("withoutCard", 6, 2, 1000, "没有刷卡的至少几份", "At least so many without a card"),
            new("seconds", 60, 5, 3600, "在几秒之内", "Within so many seconds"),
        ], CounterBurst.Find),
        new("same-queue", "一叠卡一再一起刷", "A pile of cards read together again and again",
        [
            new("cards", 6, 3, 1000, "至少几张卡", "At least so many cards"),
            new("days", 4, 2, 31, "至少出现几天", "On at least so many days"),
            new("seconds", 20, 1, 600, "先后顺序总相同的，前后相隔不超过几秒", "In the same order, at most so many seconds apart"),
            new("pileSeconds", 5, 1, 60, "顺序打乱的，前后相隔不超过几秒", "In any order, at most so many seconds apart"),
        ], SameQueue.Find),
        new("two-sites", "同一老人来不及到的两处", "Same resident at two places too close in time",
        [
            new("kmPerHour", 25, 1, 300, "最快每小时几公里", "Fastest, in km/h"),
            new("eatingMinutes", 10, 0, 120, "堂食后到另一处，先要吃几分钟", "Minutes that eating in takes, before going to another counter"),
            new("meters", 500, 1, 100_000, "两处至少相距几米", "Places at least so many metres apart"),
            new("unknownMinutes", 10, 1, 600, "不知道距离时，至少隔几分钟", "Minutes, where the distance is not known"),
        ], TwoSites.Find),
        new("twice-at-once", "同一老人短时间内两份补贴", "Two subsidised meals of one resident at once",
            [new("minutes", 30, 1, 600, "至少隔几分钟", "At least so many minutes apart")], TwiceAtOnce.Find),
        new("after-death", "去世后仍有补贴餐", "Used after death",
            [new("graceDays", 1, 0, 31, "去世当天算第 0 天，从第几天起算", "From so many days after the day of death")], UsedAfter.Status(ResidentStatus.Deceased, "去世", "died")),
        new("after-move", "迁出后仍有补贴餐", "Used after moving away",
            [new("graceDays", 1, 0, 31, "迁出当天算第 0 天，从第几天起算", "From so many days after the day of moving")], UsedAfter.Status(ResidentStatus.Moved, "迁出", "moved away")),
        new("while-paused", "暂停（如住院）期间仍有补贴餐", "Used while paused (in hospital)",
            [new("graceDays", 1, 0, 31, "暂停当天算第 0 天，从第几天起算（恢复前的同样几天也不算）", "From so many days after the first day; as many at the end are left out too")], UsedAfter.Status(ResidentStatus.Paused, "暂停", "was paused")),
        new("price-at-best", "餐价集中在补贴最划算处", "Prices pile up where the subsidy is at its best",
        [
            new("percent", 50, 1, 100, "占该点补贴餐至少百分之几", "At least so many percent of a site's meals"),
            new("pointsAbove", 30, 0, 100, "比其他助餐点高出几个百分点", "So many points above other sites"),
            new("toleranceFen", 50, 0, 1000, "高出几分以内也算", "Up to so many fen above it"),
            new("meals", 20, 1, 100_000, "至少几份", "At least so many meals"),
        ], PriceAtBest.Find),
        new("own-share-unpaid", "个人应付部分没有付", "Own share not paid",
        [
            new("meals", 1, 1, 10_000, "至少几份", "At least so many meals"),
            new("graceHours", 24, 0, 720, "用餐后几小时起算", "From so many hours after the meal"),
        ], OwnShareUnpaid.Find),
        new("no-pickup", "没有取餐就送达", "Delivered without pickup",
            [new("graceMinutes", 60, 0, 1440, "送达后几分钟起算", "From so many minutes after the delivery")], DeliveredWithoutPickup.Find),
        new("too-fast", "送达快得不可能", "Delivered impossibly fast",
        [
            new("kmPerHour", 40, 5, 300, "直线每小时最快几公里", "Fastest as the crow flies, in km/h"),
            new("seconds", 30, 0, 3600, "无论多近，至少几秒", "At least so many seconds, however near"),
            new("unknownSeconds", 120, 0, 3600, "不知道距离时，至少几秒", "Seconds, where the distance is not known"),
        ], DeliveredTooFast.Find),
        new("far-from-door", "离门口很远就点送达", "Delivered far from the door",
        [
            new("meters", 1000, 50, 100_000, "离门口几米起", "From so many metres"),
            new("oftenMeters", 300, 50, 100_000, "同一骑手经常如此的，离门口几米起", "From so many metres where one rider does it again and again"),
            new("residents", 5, 2, 1000, "至少对几位老人如此，且占其一半以上", "At so many residents at least, and half of the rider's"),
        ], DeliveredElsewhere.Find),
        new("many-doors", "同一骑手同时在多家门口", "One rider at many doors at once",
        [
            new("doors", 5, 2, 100, "至少几位老人", "At least so many residents"),
            new("seconds", 60, 1, 3600, "在几秒之内", "Within so many seconds"),
            new("leaps", 4, 1, 100, "或一天至少几次快得来不及从一家到下一家", "Or from one door to the next impossibly fast so often in a day"),
            new("kmPerHour", 40, 5, 300, "直线每小时最快几公里", "Fastest as the crow flies, in km/h"),
        ], ManyDoorsAtOnce.Find),
        new("rider-is-staff", "骑手是食堂人员或下单人", "Rider is canteen staff, or placed the order",
            [new("meals", 1, 1, 1000, "至少几份", "At least so many meals")], RiderIsStaff.Find),
        new("manual-share", "手工登记过多", "Too many manual entries",
        [
            new("percent", 30, 1, 100, "占柜台补贴餐至少百分之几", "At least so many percent of the counter's meals"),
            new("meals", 20, 1, 100_000, "柜台补贴餐至少几份", "At least so many meals at the counter"),
            new("outages", 2, 0, 31, "整餐没有一张卡的（停电、读卡机坏了），每点每月最多几餐不算", "Meals without a single card (a power cut) that are left out, at most so many per site and month"),
        ], ManualShare.Find),
        new("never-seen", "从未露面的老人", "A resident whom nobody but staff has seen",
            [new("meals", 8, 1, 100, "本月至少几份", "At least so many meals in the month")], NeverSeen.Find),
        new("own-family", "店员给自己或亲属登记", "Staff entering meals for their own family",
            [new("meals", 3, 1, 100, "至少几份", "At least so many meals")], ForOwnFamily.Find),
        new("late-edit", "下单前修改资格", "Eligibility changed just before use, or changed back after it",
        [
            new("minutes", 120, 1, 10_080, "下单前几分钟内（一周内改过、后来又改回的也算）", "Within so many minutes before the order (within a week, where it was changed back since)"),
            new("fen", 1, 0, 100_000, "因此至少多补几分", "So many fen more by it"),
        ], LateEligibilityEdit.Find),
        new("budget-rush", "预算到期前突击使用", "Rush at the end of a budget",
        [
            new("days", 5, 1, 31, "最后几天，或其中最后至少两天", "The last days, or at least the last two of them"),
            new("percent", 200, 101, 10_000, "每天达到以前的百分之几", "Percent of what was taken a day before"),
            new("meals", 20, 1, 100_000, "至少几份", "At least so many meals"),
        ], BudgetRush.Find),
        new("all-well", "探访报平安，快得不像看过", "Visits reported well within seconds",
        [
            new("reports", 6, 2, 1000, "连续上报至少几次", "At least so many reports in a row"),
            new("seconds", 60, 1, 3600, "在几秒之内", "Within so many seconds"),
            new("instantReports", 10, 2, 10_000, "一送达就上报（或还没取餐就上报）的至少几次", "At least so many reports at the moment of delivery, or before pickup"),
            new("percent", 80, 1, 100, "且占其探访至少百分之几", "And at least so many percent of the rider's reports"),
            new("instantSeconds", 10, 0, 600, "送达后几秒之内算“一送达就上报”", "Seconds after the delivery that count as its moment"),
        ], AllWell.Find),
        new("outside-hours", "供餐时间以外取餐", "Taken outside of serving time",
        [
            new("minutes", 120, 0, 1440, "早于或晚于供餐时间几分钟起", "From so many minutes before or after"),
            new("pile", 5, 2, 1000, "一餐中至少几张卡都在供餐时间以外刷的", "Where so many cards at least were read outside of it at one meal"),
            new("pileMinutes", 60, 0, 1440, "早于或晚于几分钟起", "From so many minutes before or after"),
        ], OutsideServingTime.Find),
        new("ordered-after", "供餐结束后才下单", "Ordered after the meal was over",
            [new("minutes", 30, 0, 1440, "供餐结束几分钟后起", "From so many minutes after the end")], OrderedAfterMeal.Find),
        new("no-shows", "无人来取或无人应门而照付的过多", "Too many no-shows paid for",
        [
            new("percent", 20, 1, 100, "占该点、该店员代订或该骑手配送的预订餐至少百分之几", "At least so many percent of ordered meals: of the site's, of one clerk's, of one rider's"),
            new("meals", 10, 1, 100_000, "至少几份", "At least so many meals"),
        ], NoShowShare.Find),
        new("taken-then-cancelled", "取走后取消退款", "Cancelled after it was taken",
        [
            new("meals", 1, 1, 1000, "已领取或送达的至少几份", "At least so many meals that were handed over or delivered"),
            new("onTheWay", 3, 1, 1000, "骑手已取走、在路上取消的至少几份", "At least so many that were cancelled with the rider on the way"),
        ], TakenThenCancelled.Find),
        new("one-hand", "一人为多位老人代订", "One person orders for many residents",
            [new("residents", 6, 2, 1000, "至少几位老人", "At least so many residents")], OneHandForMany.Find),
        new("never-cooked", "没有备餐记录的预订餐", "Ordered meals that the kitchen never made",
        [
            new("meals", 5, 1, 10_000, "至少几份", "At least so many meals"),
            new("percent", 10, 1, 100, "占预订餐至少百分之几", "At least so many percent of ordered meals"),
        ], NeverCooked.Find),
    ];

    public static FlagRule? Of(string code) => All.FirstOrDefault(rule => rule.Code == code);
}

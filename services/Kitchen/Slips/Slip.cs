using System.Globalization;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Slips;

/// <summary>Everything that one printed ticket says, before it is laid out for a kind of paper.</summary>
internal sealed record Slip
{
    public required MealPeriod MealPeriod { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required int Number { get; init; }

    /// <summary>What barcode and QR hold.</summary>
    public required string Code { get; init; }

    public required Serving Serving { get; init; }

    /// <summary>When the meal is served or brought, local: <c>10:45-12:30</c>.</summary>
    public required LocalTime From { get; init; }

    public required LocalTime To { get; init; }

    /// <summary>The address in the QR 骑手反馈; null when nobody carries the meal.</summary>
    public required string? CareUrl { get; init; }

    /// <summary>The order was cancelled after its ticket was numbered: the slip says so and must not be packed.</summary>
    public required bool Voided { get; init; }

    public required LocalDateTime PrintedAt { get; init; }

    /// <summary>1 for the first print; from 2 on the slip says 补打.</summary>
    public required int Copy { get; init; }

    /// <summary>An earlier try of this print broke off and may lie on the printer already.</summary>
    public required bool MayBeDouble { get; init; }

    public string MealText => MealPeriod switch
    {
        MealPeriod.Breakfast => "早餐",
        MealPeriod.Lunch => "午餐",
        MealPeriod.Dinner => "晚餐",
    };

    public string DateText => string.Create(CultureInfo.InvariantCulture, $"{ServiceDate.Month}月{ServiceDate.Day}日 星期{Weekday}");

    public string FulfilmentText => Serving.Fulfilment switch
    {
        Fulfilment.Delivery => "送餐",
        Fulfilment.Pickup => "自取",
        Fulfilment.DineIn => "堂食",
    };

    public string WindowText => $"{From.ToString("HH:mm", CultureInfo.InvariantCulture)}-{To.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Null when the order is paid.</summary>
    public string? DueText => Serving.DueFen == 0
        ? null
        : $"到店付 {new Fen(Serving.DueFen).ToYuan()} 元";

    public string PrintedText => PrintedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Null for the only print.</summary>
    public string? CopyText => (Copy > 1, MayBeDouble) switch
    {
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"补打 第{Copy}次"),
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"补打 第{Copy}次 可能重复"),
        (false, true) => "可能重复打印",
        (false, false) => null,
    };

    private char Weekday => "一二三四五六日"[(int)ServiceDate.DayOfWeek - 1];
}

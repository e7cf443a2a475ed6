using MealDispatch.Contracts;
using MealDispatch.Kitchen.Slips;
using MealDispatch.Kitchen.Tests.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Slips;

internal static class ASlip
{
    internal static readonly Slip Plain = new()
    {
        MealPeriod = MealPeriod.Lunch,
        ServiceDate = new LocalDate(2025, 6, 25),
        Number = 12,
        Code = "HX01-20250625-L-012",
        Serving = Servings.Plain with { DietTags = ["low-salt", "soft"], Avoid = ["花生"], Remark = "少放辣，谢谢" },
        From = new LocalTime(10, 45),
        To = new LocalTime(12, 30),
        CareUrl = "https://meals.example.org/r/7Jx0mYQ2b9cT1uVwZ3aKdg",
        Voided = false,
        PrintedAt = new LocalDateTime(2025, 6, 25, 9, 31, 5),
        Copy = 1,
        MayBeDouble = false,
    };
}

using MealDispatch.Contracts;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Residents;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>What the subdistrict would pay of a meal, asked of Subsidy with the resident's facts.</summary>
internal static class SubsidyQuestion
{
    public static QuoteSubsidy Of(
        Resident resident, string siteCode, LocalDate serviceDate, MealPeriod mealPeriod, Fulfilment fulfilment, long foodFen, long deliveryFeeFen) => new()
        {
            ResidentId = resident.Id,
            BirthDate = resident.BirthDate,
            StatusOnServiceDate = resident.StatusOn(serviceDate),
            Categories = resident.Categories,
            Subdistrict = resident.Subdistrict,
            SiteCode = siteCode,
            ServiceDate = serviceDate,
            MealPeriod = mealPeriod,
            Fulfilment = fulfilment,
            FoodFen = foodFen,
            DeliveryFeeFen = deliveryFeeFen,
        };
}

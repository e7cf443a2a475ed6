using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing;

internal static class SitePaper
{
    /// <summary>The paper that was asked for, else that of the kitchen's printer, else 80 mm.</summary>
    internal static async Task<Result<Paper>> PaperOfAsync(this KitchenDbContext db, string kitchenSiteCode, int? widthMm, CancellationToken ct)
    {
        var width = widthMm ?? await db.Printers.Where(p => p.SiteCode == kitchenSiteCode).Select(p => (int?)p.WidthMm).SingleOrDefaultAsync(ct) ?? 80;
        return Paper.OfWidth(width) is { } paper ? paper : new Invalid("widthMm", "is 58 or 80");
    }
}

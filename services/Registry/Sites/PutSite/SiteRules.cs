using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using NodaTime;

namespace MealDispatch.Registry.Sites.PutSite;

internal sealed record SupplierMustBeACanteen(string SuppliedBy) : RuleRefused("registry.supplier-not-a-canteen")
{
    public override string? Detail => "供餐的必须是本街道（镇）的长者食堂。";
}

internal sealed record SupplierMustServeTheMeal(string Site, MealPeriod MealPeriod) : RuleRefused("registry.supplier-does-not-serve")
{
    public override string? Detail => "供餐食堂不供应这个餐次。";
}

internal sealed record TableCutoffMustNotBeLater(string Site, MealPeriod MealPeriod) : RuleRefused("registry.cutoff-after-supplier")
{
    public override string? Detail => "长者餐桌的截单时间不能晚于供餐食堂。";
}

internal sealed record CanteenSuppliesTables(string Site) : RuleRefused("registry.supplies-tables")
{
    public override string? Detail => "还有长者餐桌由这个食堂供餐。";
}

/// <summary>What holds between a dining table and the canteen that cooks for it.</summary>
internal static class SiteRules
{
    /// <param name="code">The site.</param>
    /// <param name="entry">What it is to become.</param>
    /// <param name="supplier">The site named as its supplier; null when there is none.</param>
    /// <param name="tables">The dining tables that it supplies now.</param>
    public static RuleRefused? FirstBroken(string code, SiteEntry entry, Site? supplier, IReadOnlyList<Site> tables)
    {
        if (entry.SuppliedBy is { } suppliedBy)
        {
            if (tables.Count > 0)
                return new CanteenSuppliesTables(tables[0].Code);
            if (supplier is not { Kind: SiteKind.Canteen } || supplier.Subdistrict != entry.Subdistrict)
                return new SupplierMustBeACanteen(suppliedBy);
            return Compare(code, entry.OrderWindows, supplier.OrderWindows);
        }

        return tables.Select(t => Compare(t.Code, t.OrderWindows, entry.OrderWindows)).FirstOrDefault(broken => broken is not null);
    }

    private static RuleRefused? Compare(string table, IReadOnlyList<SiteOrderWindow> tableWindows, IReadOnlyList<SiteOrderWindow> canteenWindows)
    {
        foreach (var window in tableWindows)
        {
            if (canteenWindows.FirstOrDefault(w => w.MealPeriod == window.MealPeriod) is not { } cooking)
                return new SupplierMustServeTheMeal(table, window.MealPeriod);
            if (CutoffOf(window) > CutoffOf(cooking))
                return new TableCutoffMustNotBeLater(table, window.MealPeriod);
        }

        return null;
    }

    private static LocalDateTime CutoffOf(SiteOrderWindow window) => new LocalDate(2000, 6, 1).PlusDays(-window.CutoffDaysBefore) + window.Cutoff;
}

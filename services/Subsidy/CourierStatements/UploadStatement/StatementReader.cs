using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Subsidy.Sites;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements.UploadStatement;

/// <param name="Number">Of the row, as a spreadsheet counts.</param>
internal sealed record SiteRow(int Number, string SiteCode, StatementRow Row);

/// <summary>Tells the rows of a courier's table that a town can take from those that it cannot.</summary>
internal sealed class StatementReader(IReadOnlyList<SiteCopy> sites, YearMonth month, Town town)
{
    public (List<SiteRow> Good, List<RefusedRow> Refused) Read(IReadOnlyList<SheetRow> rows)
    {
        var (good, refused) = (new List<SiteRow>(), new List<RefusedRow>());
        foreach (var row in rows)
        {
            var check = new Check();
            var read = StatementColumns.Read(row, town, check);
            if (check.Failed)
                refused.AddRange(RefusedRow.Of(row, check.Error));
            else if (read.At.Date.ToYearMonth() != month)
                refused.Add(Refused(row, "time", new OtherMonth()));
            else if (sites.FirstOrDefault(s => s.Code == read.Site || s.Name == read.Site) is { } site)
                good.Add(new SiteRow(row.Number, site.Code, read));
            else
                refused.Add(Refused(row, "site", new SiteNotKnown()));
        }

        return (good, refused);
    }

    private static RefusedRow Refused(SheetRow row, string field, RuleRefused error) => new(row.Number, error.Code, field, error.Detail ?? "");
}

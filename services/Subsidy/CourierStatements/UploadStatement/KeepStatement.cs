using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Settlements;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.CourierStatements.UploadStatement;

/// <summary>Puts a courier's statement for one site in place of the one before, and compares the settlements that it concerns.</summary>
internal static class KeepStatement
{
    /// <returns>The id of the one that counts now.</returns>
    public static async Task<Result<Guid>> RunAsync(
        Unit<SubsidyDbContext> unit, string subdistrict, string site, int month, IReadOnlyList<StatementRow> rows, Guid by, Town town, CancellationToken ct)
    {
        if (await unit.Db.Settlements.AnyAsync(s => s.SiteCode == site && s.Month == month && s.Status == SettlementStatus.Approved, ct))
            return new SettlementApproved();
        var (courier, hash) = (rows[0].Courier, HashOf(rows));
        var before = unit.Db.CourierStatements.Where(s => s.SiteCode == site && s.Month == month && s.Courier == courier && s.ReplacedAt == null);
        var now = unit.Now;
        if (await before.AsNoTracking().SingleOrDefaultAsync(ct) is { } there && there.ContentHash == hash)
            return there.Id;
        await before.ExecuteUpdateAsync(set => set.SetProperty(s => s.ReplacedAt, now), ct);
        var id = Ids.New();
        var statement = new CourierStatement
        {
            Id = id, Subdistrict = subdistrict, SiteCode = site, Courier = courier, Month = month, ContentHash = hash, UploadedBy = by, UploadedAt = now,
            Lines =
            [
                .. rows.Select((r, i) => new CourierStatementLine
                {
                    StatementId = id, Number = i + 1, CourierNumber = r.CourierNumber, OurNumber = r.OurNumber,
                    At = town.At(r.At.Date, r.At.TimeOfDay), On = r.At.Date, State = r.State, FeeFen = r.FeeFen,
                }),
            ],
        };
        unit.Db.CourierStatements.Add(statement);
        // The comparison reads it.
        await unit.Db.SaveChangesAsync(ct);
        await CompareAsync(unit, statement, by, ct);
        return id;
    }

    /// <summary>What is new sends a settlement that was confirmed back to draft: the canteen has not seen it.</summary>
    private static async Task CompareAsync(Unit<SubsidyDbContext> unit, CourierStatement statement, Guid by, CancellationToken ct)
    {
        var sites = await CourierRecords.SharingTheKitchen(unit.Db, statement.SiteCode).ToListAsync(ct);
        var settlements = await unit.Db.Settlements.Include(s => s.Payers)
            .Where(s => sites.Contains(s.SiteCode) && s.Month == statement.Month && s.Status != SettlementStatus.Approved).ToListAsync(ct);
        foreach (var settlement in settlements)
        {
            if (await new ComputeSettlement(unit.Db, settlement, unit.Now).RunAsync(null, ct))
                settlement.WasComputed(
                    settlement.Status == SettlementStatus.Confirmed ? SettlementStep.Reopened : SettlementStep.Recomputed, by, unit.Now, "有新的配送账单");
        }
    }

    private static string HashOf(IReadOnlyList<StatementRow> rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', rows.Select(r => string.Join('\t', r.CourierNumber, r.OurNumber, r.At.ToString("uuuuMMddHHmmss", null), r.State, r.FeeFen))))));
}

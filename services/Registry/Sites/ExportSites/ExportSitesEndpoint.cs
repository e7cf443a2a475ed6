using System.Globalization;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace MealDispatch.Registry.Sites.ExportSites;

/// <summary>The sites of the caller's subdistrict, all of them for administrators, with what is set about each, as a file.</summary>
internal static class ExportSitesEndpoint
{
    private static readonly string[] Head =
    [
        "编号", "名称", "种类", "供餐食堂", "街道", "地址", "楼栋", "室号", "纬度", "经度", "坐标系", "电话", "居委", "送餐范围（米）", "送餐费（元）", "订餐时段", "每餐最多（份）", "休息日", "配送",
        "配送限制",
    ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSheets(
                "/api/sites/export", "Registry_ExportSites", "The sites",
                format => (Caller caller, Database<RegistryDbContext> database, CancellationToken ct) => Handle(format, caller, database, ct))
            .AllowRoles(Role.Officer, Role.Auditor, Role.Admin).ProducesProblem(401).ProducesProblem(403);

    private static PushStreamHttpResult Handle(SheetFormat format, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        return format.Answer(new Sheet("助餐点", Head, RowsAsync()), "sites", ct);

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> RowsAsync()
        {
            await using var db = database.Read();
            var sites = db.Sites.AsNoTracking().Where(s => caller.Is(Role.Admin) || s.Subdistrict == caller.Subdistrict).OrderBy(s => s.Code);
            await foreach (var site in sites.AsAsyncEnumerable().WithCancellation(ct))
                yield return RowOf(site);
        }
    }

    private static IReadOnlyList<SheetCell> RowOf(Site s) =>
    [
        s.Code, s.Name, s.Kind switch { SiteKind.Canteen => "长者食堂", SiteKind.DiningTable => "长者餐桌" }, s.SuppliedBy, s.Subdistrict, s.AddressText, s.Building, s.Room,
        Degrees(s.Lat), Degrees(s.Lng), s.Datum is { } datum ? Json.Word(datum) : "", s.Phone, string.Join("、", s.Communities), s.DeliveryRadiusMeters,
        SheetCell.Yuan(s.DeliveryFeeFen), string.Join("；", s.OrderWindows.Select(OrderWindowText.Of)), string.Join("；", s.OrderWindows.Select(w => w.Capacity)),
        string.Join("、", s.ClosedDates.Order().Select(LocalDatePattern.Iso.Format)), string.Join("、", s.Couriers), string.Join("；", s.CourierLimits.Select(TextOf)),
    ];

    private static string Degrees(double? degrees) => degrees?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    private static string TextOf(CourierLimit limit) => string.Join(
        " ",
        new[]
        {
            limit.Provider, limit.MaxFeeFen is { } fen ? $"每单最多 {new BuildingBlocks.Money.Fen(fen).ToYuan()} 元" : null,
            limit.MaxLive is { } live ? $"同时最多 {live} 单" : null,
        }.OfType<string>());
}

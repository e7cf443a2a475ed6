using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Registry.Residents.ExportResidents;

/// <summary>
/// All residents that a search finds, as a file under the headings of an import; identity numbers are masked. By POST like the search;
/// each one in the file is noted as read before it is sent.
/// </summary>
internal static class ExportResidentsEndpoint
{
    private const string RouteName = "Registry_ExportResidents";

    private static readonly string[] Head =
    [
        "姓名", "身份证号", "手机号", "出生日期", "性别", "街道", "居委", "地址", "楼栋", "室号", "类别", "膳食标签", "忌口", "备注", "联系人", "联系电话", "关系", "状态",
    ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSheets(
                "/api/residents/export", RouteName, "The residents that a search finds",
                format => (Request request, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, ResidentAnswers answers, Town town, IClock clock, CancellationToken ct) =>
                    HandleAsync(format, request, caller, database, vault, answers, town.DateOf(clock.GetCurrentInstant()), ct),
                HttpMethods.Post)
            .AllowRoles(Role.Officer).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        SheetFormat format, Request request, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, ResidentAnswers answers, LocalDate today,
        CancellationToken ct)
    {
        var check = new Check();
        var search = ResidentSearch.Read(check, request.Query, request.Community, request.Category, request.Status);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var found = await search.OfAsync(db, caller.Subdistrict, null, today, vault, ct).ToListAsync(ct);
        foreach (var part in found.Chunk(1_000))
            await database.NoteReadAsync(caller, part.Select(r => r.Id), RouteName, ct);
        return format.Answer(
            new Sheet("居民", Head, found.Select(r => RowOf(answers.Of(r, today)))), $"residents-{LocalDatePattern.Iso.Format(today)}", ct);
    }

    private static IReadOnlyList<SheetCell> RowOf(ResidentAnswer r)
    {
        var contact = r.Contacts is [var first, ..] ? first : null;
        return
        [
            r.Name, r.IdNumber, r.Phone, LocalDatePattern.Iso.Format(r.BirthDate), r.Gender == Gender.Male ? "男" : "女", r.Subdistrict, r.Community, r.Address.Text,
            r.Address.Building, r.Address.Room, string.Join("; ", r.Categories.Select(TextOf)), string.Join("; ", r.DietTags), string.Join("; ", r.Avoid), r.Notes,
            contact?.Name, contact?.Phone, contact?.Relation, Json.Word(r.Status),
        ];
    }

    /// <summary>As an import reads it.</summary>
    private static string TextOf(ResidentCategory category) => (category.From, category.To) switch
    {
        (null, null) => category.Code,
        _ => $"{category.Code} {DateOf(category.From)}/{DateOf(category.To)}",
    };

    private static string DateOf(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";

    internal sealed record Request(string? Query, string? Community, string? Category, string? Status);
}

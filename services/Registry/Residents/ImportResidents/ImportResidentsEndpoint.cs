using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.Residents.RegisterResident;
using MealDispatch.Registry.Residents.UpdateResident;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents.ImportResidents;

/// <summary>
/// Takes the good rows of a table and reports the bad ones. A row of a known identity number updates that resident, where it says
/// something else; columns that the table does not have stay as they are. So the same file twice changes nothing.
/// </summary>
internal static class ImportResidentsEndpoint
{
    private const int RowsPerUnit = 50;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/import", HandleAsync).AllowRoles(Role.Officer).AllowSheet()
            .WithName("Registry_ImportResidents").WithSummary("Registers residents from CSV or xlsx.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        SheetUpload upload, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, Town town, IClock clock, CancellationToken ct)
    {
        var read = upload.Read(ImportColumns.NameOf);
        if (read.Failed)
            return read.Error.ToProblem();
        var rows = read.Value;
        var today = town.DateOf(clock.GetCurrentInstant());
        var refused = new List<RefusedRow>();
        var accepted = 0;
        foreach (var part in rows.Chunk(RowsPerUnit))
        {
            var result = await database.WriteAsync(unit => TakeAsync(unit, part, caller, today, vault, ct), ct);
            accepted += part.Length - result.Select(r => r.Row).Distinct().Count();
            refused.AddRange(result);
        }

        return TypedResults.Ok(new Response(accepted, rows.Count - accepted, refused));
    }

    private static async Task<List<RefusedRow>> TakeAsync(
        Unit<RegistryDbContext> unit, SheetRow[] rows, Caller caller, LocalDate today, IdNumberVault vault, CancellationToken ct)
    {
        var refused = new List<RefusedRow>();
        foreach (var row in rows)
        {
            var check = new Check();
            var form = ImportColumns.ToForm(row, caller.Subdistrict ?? "", check);
            var entry = form.Read(check, today);
            if (check.Failed)
                refused.AddRange(RefusedRow.Of(row, check.Error));
            else if (await TakeAsync(unit, row, form, entry, caller, vault, ct) is { Failed: true, Error: var error })
                refused.Add(new RefusedRow(row.Number, error.Code, error is OtherSubdistrict ? "subdistrict" : "idNumber", error.Detail ?? ""));
        }

        return refused;
    }

    private static async Task<Result<Resident>> TakeAsync(
        Unit<RegistryDbContext> unit, SheetRow row, ResidentForm form, ResidentEntry entry, Caller caller, IdNumberVault vault, CancellationToken ct)
    {
        if (!caller.IsOfficerOf(entry.Subdistrict))
            return new OtherSubdistrict();
        var hash = vault.HashOf(entry.IdNumber!);
        var known = unit.Db.Residents.Local.FirstOrDefault(r => r.IdNumberHash == hash)
            ?? await unit.Db.Residents.SingleOrDefaultAsync(r => r.IdNumberHash == hash, ct);
        if (known is null)
            return await RegisterResidentEndpoint.RegisterAsync(unit, entry, form.Status ?? ResidentStatus.Active, vault, ct);
        if (!caller.IsOfficerOf(known.Subdistrict))
            return new IdNumberTaken();
        var merged = Merge(row, entry, known);
        return known.Holds(merged, vault) ? known : await UpdateResidentEndpoint.EnterAsync(unit, known, merged, vault, ct);
    }

    private static ResidentEntry Merge(SheetRow row, ResidentEntry entry, Resident known) => entry with
    {
        Phone = row.Has("phone") ? entry.Phone : known.Phone,
        Community = row.Has("community") ? entry.Community : known.Community,
        Address = row.Has("address") ? entry.Address : known.Address,
        Categories = row.Has("categories") ? entry.Categories : known.Categories,
        DietTags = row.Has("dietTags") ? entry.DietTags : known.DietTags,
        Avoid = row.Has("avoid") ? entry.Avoid : known.Avoid,
        Notes = row.Has("notes") ? entry.Notes : known.Notes,
        Contacts = row.Has("contactPhone") ? entry.Contacts : known.Contacts,
    };

    internal sealed record Response(int Accepted, int Rejected, IReadOnlyList<RefusedRow> Rows);
}

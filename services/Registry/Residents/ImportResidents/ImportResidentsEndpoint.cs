using System.Text.Json;
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
/// something else; columns that the table does not have stay as they are. So the same file twice changes nothing. With
/// <c>Accept: application/x-ndjson</c> it tells how far it is, line by line.
/// </summary>
internal static class ImportResidentsEndpoint
{
    private const int RowsPerUnit = 50;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/residents/import", HandleAsync).AllowRoles(Role.Officer).AllowSheet()
            .WithName("Registry_ImportResidents").WithSummary("Registers residents from CSV or xlsx.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415);
        routes.MapSheets(
                "/api/residents/import", "Registry_ImportTable", "An empty table for an import",
                format => (CancellationToken ct) => format.Answer(new Sheet("老人", ImportColumns.Head, []), "residents", ct))
            .AllowRoles(Role.Officer).ProducesProblem(401).ProducesProblem(403);
    }

    internal static async Task<Results<Ok<Response>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        SheetUpload upload, HttpContext http, Caller caller, Database<RegistryDbContext> database, IdNumberVault vault, Town town, IClock clock, CancellationToken ct)
    {
        var read = upload.Read(ImportColumns.NameOf);
        if (read.Failed)
            return read.Error.ToProblem();
        var today = town.DateOf(clock.GetCurrentInstant());
        var taking = new Taking(read.Value, caller, database, vault, today);
        return http.Request.Headers.Accept.ToString().Contains("x-ndjson", StringComparison.Ordinal)
            ? TypedResults.Stream(stream => WriteProgressAsync(stream, taking, ct), "application/x-ndjson")
            : TypedResults.Ok(await taking.RunAsync(_ => Task.CompletedTask, ct));
    }

    /// <summary>A line each time some rows are taken, the last one with the result: a caller that goes away ends it between two lines.</summary>
    private static async Task WriteProgressAsync(Stream stream, Taking taking, CancellationToken ct)
    {
        var result = await taking.RunAsync(done => WriteLineAsync(new { done, of = taking.Rows.Count }), ct);
        await WriteLineAsync(new { result });

        async Task WriteLineAsync(object line)
        {
            await JsonSerializer.SerializeAsync(stream, line, Json.Options, ct);
            await stream.WriteAsync("\n"u8.ToArray(), ct);
            await stream.FlushAsync(ct);
        }
    }

    private sealed record Taking(IReadOnlyList<SheetRow> Rows, Caller Caller, Database<RegistryDbContext> Database, IdNumberVault Vault, LocalDate Today)
    {
        public async Task<Response> RunAsync(Func<int, Task> tell, CancellationToken ct)
        {
            var (refused, accepted, done) = (new List<RefusedRow>(), 0, 0);
            foreach (var part in Rows.Chunk(RowsPerUnit))
            {
                var result = await Database.WriteAsync(unit => TakeAsync(unit, part, Caller, Today, Vault, ct), ct);
                accepted += part.Length - result.Select(r => r.Row).Distinct().Count();
                refused.AddRange(result);
                await tell(done += part.Length);
            }

            return new Response(accepted, Rows.Count - accepted, refused);
        }
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

using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Residents;

/// <summary>Which residents a list or an export is about. What is missing does not narrow.</summary>
/// <param name="Query">A part of the name or phone, or a whole identity number.</param>
/// <param name="Community">The whole name.</param>
/// <param name="Category">A code that they have on the day.</param>
/// <param name="Status">On the day.</param>
internal sealed record ResidentSearch(string? Query, string? Community, string? Category, ResidentStatus? Status)
{
    private const int Batch = 500;

    public static ResidentSearch Read(Check check, string? query, string? community, string? category, string? status) => new(
        check.OptionalText("query", query, 100), check.OptionalText("community", community, 60), check.OptionalText("category", category, 40),
        check.OptionalWord<ResidentStatus>("status", status));

    /// <summary>By name, in batches: what holds on a day stands in lists that the database keeps as text.</summary>
    /// <param name="after">The last one that was shown; null begins.</param>
    public async IAsyncEnumerable<Resident> OfAsync(
        RegistryDbContext db, string? subdistrict, Place? after, LocalDate today, IdNumberVault vault,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var found = Matching(Narrowed(db).Where(r => r.Subdistrict == subdistrict), vault);
            if (after is { Name: var name, Id: var id })
                found = found.Where(r => r.Name.CompareTo(name) > 0 || (r.Name == name && r.Id > id));
            var rows = await found.OrderBy(r => r.Name).ThenBy(r => r.Id).Take(Batch).ToListAsync(ct);
            foreach (var resident in rows.Where(r => Holds(r, today)))
                yield return resident;
            if (rows.Count < Batch)
                yield break;
            after = new Place(rows[^1].Name, rows[^1].Id);
        }
    }

    /// <summary>Those whose lists speak of the category and the status at all; <see cref="Holds"/> says whether they hold on the day.</summary>
    private IQueryable<Resident> Narrowed(RegistryDbContext db)
    {
        if (Category is null && Status is null)
            return db.Residents;
        // What LIKE reads in its own way stands for any sign there: that only widens.
        var category = Category is null ? "%" : $"%{string.Concat(JsonSerializer.Serialize(Category, Json.Options).Select(sign => sign is '[' or '%' ? '_' : sign))}%";
        var status = Status is { } word ? $"%\"{Json.Word(word)}\"%" : "%";
        return db.Residents.FromSql($"SELECT * FROM residents WHERE Categories LIKE {category} AND Statuses LIKE {status}");
    }

    private IQueryable<Resident> Matching(IQueryable<Resident> residents, IdNumberVault vault)
    {
        if (Community is not null)
            residents = residents.Where(r => r.Community == Community);
        if (Query is null)
            return residents;
        if (IdNumber.Parse(Query) is { } idNumber)
        {
            var hash = vault.HashOf(idNumber);
            return residents.Where(r => r.IdNumberHash == hash);
        }

        return ByNameOrPhone(residents, Query);
    }

    /// <summary>Those whose name has this part; or whose phone, when it is three digits or more.</summary>
    public static IQueryable<Resident> ByNameOrPhone(IQueryable<Resident> residents, string part)
    {
        var digits = part.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length >= 3 && digits.All(char.IsAsciiDigit)
            ? residents.Where(r => r.Name.Contains(part) || (r.Phone != null && r.Phone.Contains(digits)))
            : residents.Where(r => r.Name.Contains(part));
    }

    private bool Holds(Resident resident, LocalDate today) =>
        (Status is null || resident.Statuses.On(today) == Status)
        && (Category is null || resident.Categories.Any(c => c.Code == Category && !(c.From > today) && !(c.To < today)));

    /// <summary>Where a page ends.</summary>
    internal sealed record Place(string? Name, Guid Id);
}

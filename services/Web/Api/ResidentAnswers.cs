using NodaTime;

namespace MealDispatch.Web.Api;

/// <param name="IdNumber">Masked.</param>
/// <param name="Status">Today's.</param>
internal sealed record Resident(
    Guid Id, int Version, string Name, string IdNumber, string? Phone, LocalDate BirthDate, string Gender, string Subdistrict, string? Community, PlaceAddress Address,
    string Status, IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<ResidentCategory> Categories, IReadOnlyList<string> DietTags, IReadOnlyList<string> Avoid,
    string? Notes, IReadOnlyList<Contact> Contacts);

internal sealed record PlaceAddress(string Text, string? Building, string? Room, double? Lat, double? Lng, string? Datum);

internal sealed record StatusPeriod(string Status, LocalDate? From, LocalDate? To);

internal sealed record ResidentCategory(string Code, LocalDate? From, LocalDate? To);

internal sealed record LinkOfResident(Guid Id, string Phone, string Relation, string Status, Instant CreatedAt);

/// <param name="Pin">Shown once.</param>
internal sealed record NewCard(string CardCode, string? Pin);

/// <param name="QrPng">Base64.</param>
internal sealed record ResidentCard(string CardCode, int Version, Instant IssuedAt, string QrPng);

internal sealed record ImportedResidents(int Accepted, int Rejected, IReadOnlyList<RefusedRow> Rows);

using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using NodaTime;

namespace MealDispatch.Registry.Residents;

/// <summary>A resident as the API shows them; <see cref="Status"/> is today's, the identity number is masked.</summary>
internal sealed record ResidentAnswer(
    Guid Id, int Version, string Name, string IdNumber, string? Phone, LocalDate BirthDate, Gender Gender, string Subdistrict, string? Community,
    Address Address, ResidentStatus Status, IReadOnlyList<ResidentStatusPeriod> Statuses, IReadOnlyList<ResidentCategory> Categories,
    IReadOnlyList<string> DietTags, IReadOnlyList<string> Avoid, string? Notes, IReadOnlyList<EmergencyContact> Contacts);

internal sealed class ResidentAnswers(IdNumberVault vault)
{
    public ResidentAnswer Of(Resident r, LocalDate today) => new(
        r.Id, r.Version, r.Name, MaskedIdNumber(r), r.Phone, r.BirthDate, r.Gender, r.Subdistrict, r.Community, r.Address, r.Statuses.On(today),
        r.Statuses, r.Categories, r.DietTags, r.Avoid, r.Notes, r.Contacts);

    public string MaskedIdNumber(Resident r) => IdNumber.Mask(vault.Open(r.SealedIdNumber));
}

using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.People;
using NodaTime;

namespace MealDispatch.Registry.Residents;

/// <summary>A resident in a request. <see cref="Status"/> is for registering, <see cref="Version"/> for updating.</summary>
internal sealed record ResidentForm(
    string? Name, string? IdNumber, string? Phone, LocalDate? BirthDate, Gender? Gender, string? Subdistrict, string? Community, AddressForm? Address,
    IReadOnlyList<CategoryForm?>? Categories, IReadOnlyList<string?>? DietTags, IReadOnlyList<string?>? Avoid, string? Notes,
    IReadOnlyList<ContactForm?>? Contacts, ResidentStatus? Status, int? Version)
{
    private const int NameLength = 100;
    private static readonly LocalDate Earliest = new(1900, 1, 1);
    private static readonly LocalDate Latest = new(2200, 12, 31);

    /// <param name="check">Collects what is wrong.</param>
    /// <param name="today">Nobody is born later.</param>
    /// <param name="maskedIdNumber">What an update may send back unchanged; null when registering.</param>
    public ResidentEntry Read(Check check, LocalDate today, string? maskedIdNumber = null)
    {
        var birthDate = check.Required("birthDate", BirthDate);
        check.That(BirthDate is null || (birthDate >= Earliest && birthDate <= today), "birthDate", "between 1900 and today");
        var gender = check.Required("gender", Gender);
        return new ResidentEntry
        {
            Name = check.Text("name", Name, NameLength),
            IdNumber = maskedIdNumber is not null && (IdNumber is null || IdNumber == maskedIdNumber) ? null : ReadIdNumber(check, birthDate, gender),
            Phone = PhoneNumber.Optional(check, "phone", Phone),
            BirthDate = birthDate,
            Gender = gender,
            Subdistrict = check.Code("subdistrict", Subdistrict),
            Community = check.OptionalText("community", Community, 60),
            Address = AddressForm.Read(check, "address", Address),
            Categories = [.. check.List("categories", Categories, 50).Select((c, i) => ReadCategory(check, $"categories[{i}]", c))],
            DietTags = [.. check.Texts("dietTags", DietTags).Distinct()],
            Avoid = [.. check.Texts("avoid", Avoid).Distinct()],
            Notes = check.OptionalText("notes", Notes, 1000),
            Contacts = [.. check.List("contacts", Contacts, 10).Select((c, i) => ReadContact(check, $"contacts[{i}]", c))],
        };
    }

    public static void MustBeOfOurTime(Check check, string field, LocalDate? date) =>
        check.That(date is null || (date >= Earliest && date <= Latest), field, "between 1900 and 2200");

    private IdNumber? ReadIdNumber(Check check, LocalDate birthDate, Gender gender)
    {
        if (string.IsNullOrWhiteSpace(IdNumber))
        {
            check.Fail("idNumber", "is required");
            return null;
        }

        var idNumber = Residents.IdNumber.Parse(IdNumber);
        if (idNumber is null)
            check.Fail("idNumber", "is not an identity number: 17 digits and the right check character");
        else if (BirthDate is not null && idNumber.BirthDate != birthDate)
            check.Fail("idNumber", "does not agree with birthDate");
        else if (Gender is not null && idNumber.Gender != gender)
            check.Fail("idNumber", "does not agree with gender");
        return idNumber;
    }

    private static ResidentCategory ReadCategory(Check check, string field, CategoryForm form)
    {
        var code = check.Text($"{field}.code", form.Code, 40);
        MustBeOfOurTime(check, $"{field}.from", form.From);
        MustBeOfOurTime(check, $"{field}.to", form.To);
        check.That(!(form.From > form.To), $"{field}.to", "is before from");
        return new ResidentCategory(code, form.From, form.To);
    }

    private static EmergencyContact ReadContact(Check check, string field, ContactForm form)
    {
        var phone = PhoneNumber.Optional(check, $"{field}.phone", form.Phone);
        check.That(!string.IsNullOrWhiteSpace(form.Phone), $"{field}.phone", "is required");
        return new EmergencyContact(
            check.Text($"{field}.name", form.Name, NameLength), phone ?? "", check.OptionalText($"{field}.relation", form.Relation, 40) ?? "");
    }
}

internal sealed record CategoryForm(string? Code, LocalDate? From, LocalDate? To);

internal sealed record ContactForm(string? Name, string? Phone, string? Relation);

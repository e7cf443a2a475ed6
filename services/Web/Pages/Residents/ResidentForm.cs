using System.Globalization;
using MealDispatch.Web.Api;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>A resident as a form has it, field by field as it was typed; what cannot be is the API's to say.</summary>
internal sealed class ResidentForm
{
    private static readonly char[] Separators = [',', '，', '、', ';', '；', '\n', '\r'];

    public string? Name { get; set; }

    public string? IdNumber { get; set; }

    public string? Phone { get; set; }

    public string? BirthDate { get; set; }

    public string? Gender { get; set; }

    public string? Subdistrict { get; set; }

    public string? Community { get; set; }

    public string? Address { get; set; }

    public string? Building { get; set; }

    public string? Room { get; set; }

    public string? Lat { get; set; }

    public string? Lng { get; set; }

    public string? Datum { get; set; }

    public List<string> DietTags { get; set; } = [];

    /// <summary>Divided by commas or lines.</summary>
    public string? Avoid { get; set; }

    public string? Notes { get; set; }

    public List<CategoryRow> Categories { get; set; } = [];

    public List<ContactRow> Contacts { get; set; } = [];

    public int? Version { get; set; }

    public static ResidentForm Of(Resident r) => new()
    {
        Name = r.Name, IdNumber = r.IdNumber, Phone = r.Phone, BirthDate = Text(r.BirthDate), Gender = r.Gender, Subdistrict = r.Subdistrict, Community = r.Community,
        Address = r.Address.Text, Building = r.Address.Building, Room = r.Address.Room, Lat = Text(r.Address.Lat), Lng = Text(r.Address.Lng), Datum = r.Address.Datum,
        DietTags = [.. r.DietTags], Avoid = string.Join('、', r.Avoid), Notes = r.Notes, Version = r.Version,
        Categories = [.. r.Categories.Select(c => new CategoryRow { Code = c.Code, From = Text(c.From), To = Text(c.To) })],
        Contacts = [.. r.Contacts.Select(c => new ContactRow { Name = c.Name, Phone = c.Phone, Relation = c.Relation })],
    };

    /// <summary>The rows that there are, and some empty ones.</summary>
    public IEnumerable<CategoryRow> CategoryRows => Categories.Where(c => !c.IsEmpty).Concat(Enumerable.Range(0, 2).Select(_ => new CategoryRow()));

    /// <inheritdoc cref="CategoryRows"/>
    public IEnumerable<ContactRow> ContactRows => Contacts.Where(c => !c.IsEmpty).Concat(Enumerable.Range(0, 2).Select(_ => new ContactRow()));

    public object Body => new
    {
        name = Name, idNumber = Typed.OrNull(IdNumber), phone = Typed.OrNull(Phone), birthDate = Date(BirthDate), gender = Typed.OrNull(Gender), subdistrict = Subdistrict, community = Typed.OrNull(Community),
        address = new { text = Address, building = Typed.OrNull(Building), room = Typed.OrNull(Room), lat = Degrees(Lat), lng = Degrees(Lng), datum = Typed.OrNull(Lat) is null && Typed.OrNull(Lng) is null ? null : Typed.OrNull(Datum) },
        categories = Categories.Where(c => !c.IsEmpty).Select(c => new { code = c.Code, from = Date(c.From), to = Date(c.To) }),
        dietTags = DietTags, avoid = Split(Avoid), notes = Typed.OrNull(Notes),
        contacts = Contacts.Where(c => !c.IsEmpty).Select(c => new { name = c.Name, phone = c.Phone, relation = c.Relation }),
        version = Version,
    };

    /// <summary>What is typed here and stands otherwise there: the field and what stands there.</summary>
    public IEnumerable<(string Field, string There)> DifferencesFrom(ResidentForm there) =>
        Parts().Zip(there.Parts()).Where(p => p.First.Text != p.Second.Text).Select(p => (p.First.Field, p.Second.Text));

    private IEnumerable<(string Field, string Text)> Parts() =>
    [
        ("name", Name ?? ""), ("idNumber", IdNumber ?? ""), ("phone", Phone ?? ""), ("birthDate", BirthDate ?? ""), ("gender", ResidentWords.Gender(Gender ?? "")), ("community", Community ?? ""),
        ("address", Address ?? ""), ("address.building", Building ?? ""), ("address.room", Room ?? ""), ("address.lat", Lat ?? ""), ("address.lng", Lng ?? ""),
        ("address.datum", Datum ?? ""), ("categories", string.Join('；', Categories.Where(c => !c.IsEmpty).Select(c => $"{ResidentWords.Category(c.Code ?? "")} {c.From}–{c.To}"))),
        ("dietTags", string.Join('、', DietTags.Select(Words.DietTag).Order(StringComparer.Ordinal))), ("avoid", string.Join('、', Split(Avoid))), ("notes", Notes ?? ""),
        ("contacts", string.Join('；', Contacts.Where(c => !c.IsEmpty).Select(c => $"{c.Name} {c.Phone} {c.Relation}"))),
    ];

    private static string[] Split(string? text) => (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is no date goes as it is: the API says which field is wrong.</summary>
    private static string? Date(string? text) => Typed.OrNull(text)?.Replace('/', '-');

    private static object? Degrees(string? text) =>
        Typed.OrNull(text) is { } typed && double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : Typed.OrNull(text);

    private static string? Text(double? degrees) => degrees?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    internal sealed class CategoryRow
    {
        public string? Code { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Code) && string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(To);
    }

    internal sealed class ContactRow
    {
        public string? Name { get; set; }

        public string? Phone { get; set; }

        public string? Relation { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Phone);
    }
}

using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Residents;
using NodaTime;

namespace MealDispatch.Registry.Demo;

/// <summary>
/// 居民001 … 居民300, 55 to 98 years old in 2026. Every twentieth is younger than 61; the others are over 60 already. All live
/// within 1,700 m of the town's middle, so that every site delivers to every one of them.
/// </summary>
internal static class DemoResidents
{
    private const int Year = 2026;
    private const string AreaCode = "310118";

    /// <summary>Birthdays at which rules show their edges.</summary>
    private static readonly Dictionary<int, LocalDate> Remarkable = new()
    {
        [20] = new LocalDate(1965, 6, 25),
        [40] = new LocalDate(1966, 1, 1),
        [60] = new LocalDate(1966, 12, 31),
        [80] = new LocalDate(1968, 2, 29),
        [31] = new LocalDate(1940, 2, 29),
        [62] = new LocalDate(1944, 2, 29),
        [93] = new LocalDate(1946, 6, 25),
        [98] = new LocalDate(1928, 1, 1),
    };

    public static ResidentEntry Entry(int number)
    {
        var birthDate = BirthDate(number);
        var gender = number % 2 == 1 ? Gender.Female : Gender.Male;
        var site = number % 11;
        return new ResidentEntry
        {
            Name = $"居民{number:000}",
            IdNumber = IdNumberOf(number, birthDate, gender),
            Phone = DemoTown.ResidentPhone(number),
            BirthDate = birthDate,
            Gender = gender,
            Subdistrict = DemoTown.Subdistrict,
            Community = DemoSites.CommunitiesOf(site)[number % 3],
            Address = DemoPlace.At(
                100 + (number * 53 % 1600), number * 137.5, $"华新镇示范路{number}弄", $"{1 + (number % 12)}号楼", $"{101 + (number % 6 * 100) + (number % 2)}室"),
            Categories = [.. Categories(number)],
            DietTags = [.. DietTags(number)],
            Avoid = number % 23 == 0 ? ["花生"] : number % 29 == 0 ? ["虾"] : [],
            Notes = number % 25 == 0 ? "听力不好，请按门铃后等一会儿" : null,
            Contacts = number <= DemoTown.FamilyMembers ? [new EmergencyContact($"家属{number:000}", DemoTown.FamilyPhone(number), "子女")] : [],
        };
    }

    private static LocalDate BirthDate(int number)
    {
        if (Remarkable.TryGetValue(number, out var date))
            return date;
        var age = number % 20 == 0 ? 55 + (number / 20 % 6) : 62 + (number * 7 % 37);
        return new LocalDate(Year - age, 1 + (number * 5 % 12), 1 + (number * 11 % 28));
    }

    private static IdNumber IdNumberOf(int number, LocalDate birthDate, Gender gender)
    {
        var sequence = (number * 2) + (gender == Gender.Male ? 1 : 0);
        var digits = $"{AreaCode}{birthDate.Year:0000}{birthDate.Month:00}{birthDate.Day:00}{sequence:000}";
        return IdNumber.Parse(digits + IdNumber.CheckCharacterOf(digits))!;
    }

    private static IEnumerable<ResidentCategory> Categories(int number)
    {
        if (number % 3 != 0)
            yield return new ResidentCategory("hukou-city", null, null);
        if (number % 15 == 0)
            yield return new ResidentCategory("dibao", new LocalDate(2024, 1, 1), null);
        if (number % 22 == 0)
            yield return new ResidentCategory("disabled", new LocalDate(2020, 5, 1), null);
        if (number % 37 == 0)
            yield return new ResidentCategory("tekun", new LocalDate(2023, 1, 1), new LocalDate(2026, 12, 31));
    }

    private static IEnumerable<string> DietTags(int number)
    {
        if (number % 5 == 0)
            yield return "low-salt";
        if (number % 7 == 0)
            yield return "low-sugar";
        if (number % 9 == 0)
            yield return "soft";
        if (number % 13 == 0)
            yield return "halal";
        if (number % 17 == 0)
            yield return "vegetarian";
    }
}

using System.Globalization;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Registry.Addresses;
using NodaTime;

namespace MealDispatch.Registry.Residents.ImportResidents;

/// <summary>What the columns of an import are called, and how a row becomes a request as an officer would have made it.</summary>
internal static class ImportColumns
{
    private static readonly char[] Separators = [';', '；', '、', '|'];

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["姓名"] = "name", ["身份证号"] = "idNumber", ["身份证号码"] = "idNumber", ["手机"] = "phone", ["手机号"] = "phone", ["电话"] = "phone",
        ["出生日期"] = "birthDate", ["性别"] = "gender", ["街道"] = "subdistrict", ["居委"] = "community", ["地址"] = "address", ["address.text"] = "address",
        ["楼栋"] = "building", ["楼号"] = "building", ["address.building"] = "building", ["室号"] = "room", ["address.room"] = "room", ["纬度"] = "lat",
        ["address.lat"] = "lat", ["经度"] = "lng", ["address.lng"] = "lng", ["坐标系"] = "datum", ["address.datum"] = "datum", ["类别"] = "categories",
        ["膳食标签"] = "dietTags", ["忌口"] = "avoid", ["备注"] = "notes", ["联系人"] = "contactName", ["联系电话"] = "contactPhone", ["关系"] = "contactRelation",
        ["状态"] = "status",
    };

    /// <summary>An empty table to fill in.</summary>
    public static readonly IReadOnlyList<string> Head =
    [
        "姓名", "身份证号", "手机号", "出生日期", "性别", "居委", "地址", "楼栋", "室号", "纬度", "经度", "坐标系", "类别", "膳食标签", "忌口", "备注", "联系人", "联系电话", "关系",
    ];

    private static readonly string[] Own =
    [
        "name", "idNumber", "phone", "birthDate", "gender", "subdistrict", "community", "address", "building", "room", "lat", "lng", "datum", "categories",
        "dietTags", "avoid", "notes", "contactName", "contactPhone", "contactRelation", "status",
    ];

    public static string NameOf(string head) =>
        Names.TryGetValue(head, out var name) ? name : Own.FirstOrDefault(o => o.Equals(head, StringComparison.OrdinalIgnoreCase)) ?? head;

    /// <summary>Birth date and gender come from the identity number where their cells are empty; the subdistrict is the officer's.</summary>
    public static ResidentForm ToForm(SheetRow row, string subdistrict, Check check)
    {
        var idNumber = IdNumber.Parse(row["idNumber"]);
        return new ResidentForm(
            row["name"], row["idNumber"], row["phone"], ReadDate(check, "birthDate", row["birthDate"]) ?? idNumber?.BirthDate,
            ReadGender(check, row["gender"]) ?? idNumber?.Gender, row["subdistrict"] ?? subdistrict, row["community"],
            new AddressForm(
                row["address"], row["building"], row["room"], ReadDegrees(check, "lat", row["lat"]), ReadDegrees(check, "lng", row["lng"]),
                ReadWord<Datum>(check, "datum", row["datum"])),
            [.. Split(row["categories"]).Select(c => ReadCategory(check, c))], [.. Split(row["dietTags"])], [.. Split(row["avoid"])], row["notes"],
            row["contactName"] is null && row["contactPhone"] is null ? [] : [new ContactForm(row["contactName"], row["contactPhone"], row["contactRelation"])],
            ReadWord<ResidentStatus>(check, "status", row["status"]), null);
    }

    private static string[] Split(string? cell) =>
        cell?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary><c>dibao</c>, <c>dibao 2024-01-01</c> or <c>dibao 2024-01-01/2025-12-31</c>.</summary>
    private static CategoryForm ReadCategory(Check check, string text)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var dates = parts.Length < 2 ? [] : parts[1].Split('/', 2);
        return new CategoryForm(
            parts[0], ReadDate(check, "categories", dates.ElementAtOrDefault(0)), ReadDate(check, "categories", dates.ElementAtOrDefault(1)));
    }

    private static LocalDate? ReadDate(Check check, string field, string? text) => check.OptionalDate(field, text?.Replace('/', '-'));

    private static Gender? ReadGender(Check check, string? text) => text switch
    {
        "男" => Gender.Male,
        "女" => Gender.Female,
        _ => ReadWord<Gender>(check, "gender", text),
    };

    private static T? ReadWord<T>(Check check, string field, string? text)
        where T : struct, Enum => check.OptionalWord<T>(field, text);

    private static double? ReadDegrees(Check check, string field, string? text)
    {
        if (text is null)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees))
            return degrees;
        check.Fail(field, "is not a number");
        return null;
    }
}

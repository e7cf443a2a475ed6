using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Money;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Sites;

/// <summary>A site as a form has it, field by field as it was typed; what cannot be is the API's to say.</summary>
internal sealed class SiteForm
{
    private const int LongestClosing = 62;

    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? SuppliedBy { get; set; }

    public string? Subdistrict { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }

    public string? Lat { get; set; }

    public string? Lng { get; set; }

    public string? Datum { get; set; }

    /// <summary>One on a line.</summary>
    public string? Communities { get; set; }

    public string? Radius { get; set; }

    /// <summary>Yuan.</summary>
    public string? Fee { get; set; }

    public List<WindowRow> Windows { get; set; } = [];

    /// <summary>Those that stay closed.</summary>
    public List<string> ClosedDates { get; set; } = [];

    /// <summary>More closed days, from here …</summary>
    public string? CloseFrom { get; set; }

    /// <summary>… to here, inclusive; empty is one day.</summary>
    public string? CloseTo { get; set; }

    public List<CourierRow> Couriers { get; set; } = [];

    public int? Version { get; set; }

    /// <summary>Those with a limit, in the order in which the API gets them.</summary>
    public IReadOnlyList<CourierRow> Limited => [.. Couriers.Where(c => Typed.OrNull(c.Place) is not null && c.HasLimit)];

    public static SiteForm Of(JsonObject site) => new()
    {
        Code = (string?)site["code"], Name = (string?)site["name"], Kind = (string?)site["kind"], SuppliedBy = (string?)site["suppliedBy"], Subdistrict = (string?)site["subdistrict"],
        Phone = (string?)site["phone"], Address = (string?)site["address"]?["text"], Lat = site["address"]?["lat"]?.ToString(), Lng = site["address"]?["lng"]?.ToString(),
        Datum = (string?)site["address"]?["datum"], Communities = string.Join('\n', Items(site["communities"]).Select(c => (string?)c)),
        Radius = site["deliveryRadiusMeters"]?.ToString(), Fee = site["deliveryFeeFen"] is { } fen ? new Fen((long)fen).ToYuan() : null,
        ClosedDates = [.. Items(site["closedDates"]).Select(d => (string)d!)],
        Windows = [.. Words.MealPeriods.Select(period => WindowRow.Of(period, Items(site["orderWindows"]).FirstOrDefault(w => (string?)w!["mealPeriod"] == period)))],
        Couriers = [.. SiteWords.Couriers.Select(code => CourierRow.Of(code, PlaceOf(site, code), Items(site["courierLimits"]).FirstOrDefault(l => (string?)l!["provider"] == code))).OrderBy(c => c.Place is null).ThenBy(c => c.Place, StringComparer.Ordinal)],
        Version = (int?)site["version"],
    };

    /// <summary>The site as it stands with what the form says laid over it: fields that no form here has stay as they are.</summary>
    /// <param name="site">An empty object for a new one.</param>
    public JsonObject LaidOver(JsonObject site)
    {
        var body = site.DeepClone().AsObject();
        var address = body["address"] as JsonObject ?? [];
        (address["text"], address["lat"], address["lng"]) = (Address, Degrees(Lat), Degrees(Lng));
        address["datum"] = address["lat"] is null && address["lng"] is null ? null : Typed.OrNull(Datum);
        body["address"] = address.Parent is null ? address : address.DeepClone();
        (body["code"], body["name"], body["kind"], body["subdistrict"], body["phone"]) = (Typed.OrNull(Code), Name, Typed.OrNull(Kind), Subdistrict, Typed.OrNull(Phone));
        body["suppliedBy"] = Kind == "dining-table" ? Typed.OrNull(SuppliedBy) : null;
        body["communities"] = new JsonArray([.. Lines(Communities).Select(line => (JsonNode)line)]);
        body["deliveryRadiusMeters"] = Whole(Radius);
        body["deliveryFeeFen"] = FenOf(Fee);
        body["orderWindows"] = new JsonArray([.. Windows.Where(w => w.Open).Select(w => (JsonNode)w.LaidOver(
            Items(site["orderWindows"]).FirstOrDefault(old => (string?)old!["mealPeriod"] == w.MealPeriod)))]);
        body["closedDates"] = new JsonArray([.. ClosedDates.Concat(Closing()).Distinct().Order(StringComparer.Ordinal).Select(date => (JsonNode)date)]);
        body["couriers"] = new JsonArray([.. Couriers.Where(c => Typed.OrNull(c.Place) is not null).OrderBy(c => c.Place!.Trim().PadLeft(3), StringComparer.Ordinal).Select(c => (JsonNode)c.Code!)]);
        body["courierLimits"] = new JsonArray([.. Limited.Select(c => (JsonNode)c.Limit())]);
        body["version"] = Version;
        return body;
    }

    /// <summary>What is typed here and stands otherwise there: what the form calls it and what stands there.</summary>
    public IEnumerable<(string Label, string There)> DifferencesFrom(SiteForm there) =>
        Parts().Zip(there.Parts()).Where(p => p.First.Text != p.Second.Text).Select(p => p.Second);

    private IEnumerable<(string Label, string Text)> Parts() =>
    [
        (SiteWords.Field("name"), Name ?? ""), (SiteWords.Field("kind"), Words.SiteKind(Kind ?? "")), (SiteWords.Field("suppliedBy"), Kind == "dining-table" ? SuppliedBy ?? "" : ""),
        (SiteWords.Field("phone"), Phone ?? ""), (SiteWords.Field("address"), Address ?? ""), (SiteWords.Field("address.lat"), Lat ?? ""), (SiteWords.Field("address.lng"), Lng ?? ""),
        (SiteWords.Field("address.datum"), Datum ?? ""), (SiteWords.Field("communities"), string.Join('、', Lines(Communities))),
        (SiteWords.Field("deliveryRadiusMeters"), Radius ?? ""), (SiteWords.Field("deliveryFeeFen"), Fee ?? ""),
        .. Windows.Select(w => (Words.MealPeriod(w.MealPeriod ?? ""), w.Text)),
        (SiteWords.Field("closedDates"), string.Join('、', ClosedDates.Concat(Closing()).Distinct().Order(StringComparer.Ordinal))),
        .. Couriers.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => (SiteWords.Courier(c.Code ?? ""), c.Text)),
    ];

    /// <summary>The days of the stretch that is to be closed too; what is no date goes as it is.</summary>
    private IEnumerable<string> Closing()
    {
        if (Typed.OrNull(CloseFrom) is not { } first)
            return [];
        if (LocalDatePattern.Iso.Parse(first) is not { Success: true, Value: var from } || LocalDatePattern.Iso.Parse(Typed.OrNull(CloseTo) ?? first) is not { Success: true, Value: var to })
            return [first, .. Typed.OrNull(CloseTo) is { } last ? [last] : Array.Empty<string>()];
        return Enumerable.Range(0, Math.Clamp(Period.DaysBetween(from, to) + 1, 0, LongestClosing)).Select(i => LocalDatePattern.Iso.Format(from.PlusDays(i)));
    }

    private static JsonArray Items(JsonNode? list) => list as JsonArray ?? [];

    private static string? PlaceOf(JsonObject site, string code)
    {
        var place = Items(site["couriers"]).Select(c => (string?)c).ToList().IndexOf(code);
        return place < 0 ? null : (place + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is no number goes as it is: the API says which field is wrong.</summary>
    private static JsonNode? Whole(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : Typed.OrNull(text);

    /// <inheritdoc cref="Whole"/>
    private static JsonNode? FenOf(string? yuan) => Fen.TryParseYuan(yuan, out var fen) ? fen.Value : Typed.OrNull(yuan);

    /// <inheritdoc cref="Whole"/>
    private static JsonNode? Degrees(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : Typed.OrNull(text);

    internal sealed class WindowRow
    {
        public string? MealPeriod { get; set; }

        public bool Open { get; set; }

        public string? OpensDaysBefore { get; set; }

        public string? Cutoff { get; set; }

        public string? CutoffDaysBefore { get; set; }

        public string? ServeFrom { get; set; }

        public string? ServeTo { get; set; }

        public string? Capacity { get; set; }

        public static WindowRow Of(string period, JsonNode? window) => new()
        {
            MealPeriod = period, Open = window is not null, OpensDaysBefore = window?["opensDaysBefore"]?.ToString() ?? "7", CutoffDaysBefore = window?["cutoffDaysBefore"]?.ToString() ?? "0",
            Cutoff = Minutes(window?["cutoff"]), ServeFrom = Minutes(window?["serveFrom"]), ServeTo = Minutes(window?["serveTo"]), Capacity = window?["capacity"]?.ToString() ?? "1000",
        };

        public string Text => Open
            ? T("提前 {0} 天到提前 {1} 天 {2} 可订，{3} 到 {4} 供餐，最多 {5} 份", OpensDaysBefore, CutoffDaysBefore, Cutoff, ServeFrom, ServeTo, Capacity)
            : T("不供餐");

        public JsonObject LaidOver(JsonNode? window)
        {
            var body = window?.DeepClone().AsObject() ?? [];
            body["mealPeriod"] = MealPeriod;
            (body["opensDaysBefore"], body["cutoffDaysBefore"], body["capacity"]) = (Whole(OpensDaysBefore), Whole(CutoffDaysBefore), Whole(Capacity));
            (body["cutoff"], body["serveFrom"], body["serveTo"]) = (Typed.OrNull(Cutoff), Typed.OrNull(ServeFrom), Typed.OrNull(ServeTo));
            return body;
        }

        private static string? Minutes(JsonNode? time) => (string?)time is { Length: >= 5 } text ? text[..5] : null;
    }

    internal sealed class CourierRow
    {
        public string? Code { get; set; }

        /// <summary>In the order of asking, from 1; empty is not asked.</summary>
        public string? Place { get; set; }

        /// <summary>Yuan for one delivery at most; empty is any price.</summary>
        public string? MaxFee { get; set; }

        /// <summary>Deliveries at once at most; empty is any number.</summary>
        public string? MaxLive { get; set; }

        public string Text => Typed.OrNull(Place) is null ? T("不问") : T("第 {0} 个问，一单最多 {1} 元，同时最多 {2} 单", Place, MaxFee ?? "—", MaxLive ?? "—");

        public bool HasLimit => Typed.OrNull(MaxFee) is not null || Typed.OrNull(MaxLive) is not null;

        public static CourierRow Of(string code, string? place, JsonNode? limit) => new()
        {
            Code = code, Place = place, MaxFee = limit?["maxFeeFen"] is { } fen ? new Fen((long)fen).ToYuan() : null, MaxLive = limit?["maxLive"]?.ToString(),
        };

        public JsonObject Limit() => new() { ["provider"] = Code, ["maxFeeFen"] = FenOf(MaxFee), ["maxLive"] = Whole(MaxLive) };
    }
}

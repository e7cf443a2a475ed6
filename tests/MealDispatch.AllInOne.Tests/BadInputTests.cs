using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;
using Microsoft.Data.Sqlite;

namespace MealDispatch.AllInOne.Tests;

/// <summary>
/// Every operation that the OpenAPI document names, with every field of its body wrong in every way, every path and query
/// parameter wrong, by every role: a 4xx problem with a documented code, and no database file changed by it.
/// </summary>
public sealed class BadInputTests(BadInputTests.TownWithoutJobs town) : IClassFixture<BadInputTests.TownWithoutJobs>
{
    /// <summary>A failed sign-in is counted, and that is a change.</summary>
    private static readonly string[] MayChangeWhenRefused = ["/api/sign-in", "/api/sign-in/code", "/api/sign-in/refresh", "/webhooks/couriers/{provider}", "/webhooks/couriers/fengniao-v2"];

    private static readonly string[] BadValues =
    [
        "null", "true", "-1", "9223372036854775807", "1e400", "1.5", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[[[]]]]",
        "\"" + new string('字', 3000) + "\"", "\"00000000-0000-0000-0000-000000000000\"", "\"2025-02-30\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"25:00\"",
    ];

    private static readonly string Resident = DemoTown.ResidentId(1).ToString();

    private static readonly Dictionary<string, string> GoodBodies = new()
    {
        ["POST /api/orders"] = $$"""{"residentId":"{{Resident}}","siteCode":"HX01","serviceDate":"2025-07-02","mealPeriod":"lunch","fulfilment":"pickup","lines":[{"itemCode":"A","quantity":1}],"remark":"少盐","paymentMethod":"meal-account","expectedPayableFen":9999,"lateReason":null}""",
        ["POST /api/orders/quote"] = $$"""{"residentId":"{{Resident}}","siteCode":"HX01","serviceDate":"2025-07-02","mealPeriod":"lunch","fulfilment":"pickup","lines":[{"itemCode":"A","quantity":1}],"remark":"少盐","paymentMethod":"meal-account","expectedPayableFen":9999,"lateReason":null}""",
        ["POST /api/sites/{code}/dine-in"] = $$"""{"residentId":"{{Resident}}","cardCode":null,"mealPeriod":"lunch","foodFen":1200,"lines":null,"paymentMethod":"at-site","overrideReason":"忘带卡"}""",
        ["POST /api/sites/{code}/dine-in/quote"] = $$"""{"residentId":"{{Resident}}","cardCode":null,"mealPeriod":"lunch","foodFen":1200,"lines":null,"paymentMethod":"at-site","overrideReason":"忘带卡","expectedPayableFen":600}""",
        ["PUT /api/sites/{code}/menus/{serviceDate}/{mealPeriod}"] = """{"items":[{"code":"A","name":"红烧肉","priceFen":1200,"kind":"dish","dietTags":[],"ingredients":["猪肉"],"stock":null}],"version":null}""",
        ["POST /api/residents"] = """{"name":"王兰","idNumber":"310118195003150014","phone":"13712345678","birthDate":"1950-03-15","gender":"male","subdistrict":"huaxin","community":null,"address":{"text":"华新街1号","building":"1","room":"101","lat":31.25,"lng":121.23,"datum":"gcj02"},"categories":[{"code":"dibao","from":null,"to":null}],"dietTags":["low-salt"],"avoid":["花生"],"notes":null,"contacts":[{"name":"王强","phone":"13812345678","relation":"儿子"}]}""",
        ["POST /api/residents/search"] = """{"query":"居民","limit":10,"after":null}""",
        ["POST /api/residents/look-up"] = """{"cardCode":null,"query":"居民","ids":null}""",
        ["POST /api/residents/{id}/status"] = """{"status":"active","from":"2025-01-01","to":null,"reason":"回来了"}""",
        ["POST /api/residents/{id}/meal-account/top-ups"] = """{"amountFen":1000,"method":"cash"}""",
        ["POST /api/subsidy/budgets"] = """{"code":"b-1","fen":1000,"from":"2025-01-01","to":null,"whenExhausted":"stop"}""",
        ["POST /api/subsidy/preview"] = $$"""{"residentId":"{{Resident}}","siteCode":"HX01","serviceDate":"2025-07-02","mealPeriod":"lunch","channel":"pickup","foodFen":1200,"deliveryFeeFen":0}""",
        ["POST /api/kitchen/menu-checks"] = """{"siteCode":"HX01","serviceDate":"2025-07-02","mealPeriod":"lunch","items":[{"code":"A","name":"红烧肉","dietTags":[],"ingredients":["猪肉"],"contains":["红烧肉"]}]}""",
        ["POST /api/kitchen/print-jobs/{id}/decision"] = """{"decision":"printed"}""",
        ["PUT /api/kitchen/printers/{siteCode}"] = """{"host":"127.0.0.1","port":9100,"widthMm":80,"encoding":"gb18030"}""",
    };

    private static readonly string[] BadParameters = ["", "null", "-1", "99999999999999999999", "2025-02-30", "字", "00000000-0000-0000-0000-000000000000", "..%2f..", new string('a', 2000)];

    [Fact]
    public async Task Api_EveryFieldOfEveryOperationWrong_IsAProblemAndChangesNothing()
    {
        var documented = DocumentedCodes();
        var openApi = await town.Anonymous.GetJsonAsync("/openapi/v1.json");
        var callers = new List<HttpClient> { town.Anonymous };
        foreach (var userName in (string[])["officer-huaxin", "staff-HX01", "rider-01"])
            callers.Add(await town.StaffAsync(userName));
        callers.Add(await town.FamilyAsync(1));
        // The first look at a date's menus makes them in the demonstration.
        await town.Anonymous.GetJsonAsync("/api/sites/HX01/menus?from=2025-07-02&to=2025-07-02");
        using var files = new DataVersions(town.DataDirectory);
        var wrong = new List<string>();
        var (sent, settle) = (0, true);
        foreach (var (path, method, operation) in Operations(openApi).Where(o => !o.Path.StartsWith("/api/demo/clock", StringComparison.Ordinal) && !o.Path.StartsWith("/sandbox", StringComparison.Ordinal)))
        {
            foreach (var caller in callers)
            {
                var usable = 0;
                foreach (var request in Requests(path, method, operation, openApi))
                {
                    if (settle)
                        await town.DrainAsync();
                    var before = files.Read();
                    using var response = await caller.SendAsync(request);
                    sent++;
                    var status = (int)response.StatusCode;
                    settle = status < 400;
                    if (status >= 400)
                    {
                        var text = await response.Content.ReadAsStringAsync();
                        var code = text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["code"] : null;
                        if (status >= 500 || code is null || !documented.Contains(code))
                            wrong.Add($"{method} {request.RequestUri} {await BodyAsync(request)} -> {status} {code ?? text}");
                        else if (!MayChangeWhenRefused.Contains(path) && files.Read() is var after && after != before)
                            wrong.Add($"{method} {request.RequestUri} {await BodyAsync(request)} -> {status} {code}, but something was written: {before} became {after}");
                    }

                    if (status is 401 or 403 && usable++ == 0)
                        break;
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {sent}:\n" + string.Join('\n', wrong.Take(40)));
        Assert.True(sent > 1000, sent.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<HttpRequestMessage> Requests(string path, string method, JsonNode operation, JsonNode openApi)
    {
        var good = path.Replace("{code}", "HX01", StringComparison.Ordinal).Replace("{siteCode}", "HX01", StringComparison.Ordinal)
            .Replace("{id}", DemoTown.ResidentId(1).ToString(), StringComparison.Ordinal).Replace("{serviceDate}", "2025-07-02", StringComparison.Ordinal)
            .Replace("{mealPeriod}", "lunch", StringComparison.Ordinal).Replace("{n}", "1", StringComparison.Ordinal);
        good = System.Text.RegularExpressions.Regex.Replace(good, "{[^}]+}", "x");
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema is not null)
        {
            foreach (var body in Bodies(schema, openApi).Concat(AlmostGood(method, path)))
                yield return new HttpRequestMessage(new HttpMethod(method), good) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }

        if (path.Contains('{', StringComparison.Ordinal))
        {
            foreach (var bad in BadParameters.Where(p => p.Length > 0))
                yield return new HttpRequestMessage(new HttpMethod(method), System.Text.RegularExpressions.Regex.Replace(path, "{[^}]+}", bad)) { Content = schema is null ? null : JsonBody("{}") };
        }

        foreach (var parameter in operation["parameters"]?.AsArray().Where(p => (string?)p!["in"] == "query") ?? [])
        {
            foreach (var bad in BadParameters)
                yield return new HttpRequestMessage(new HttpMethod(method), $"{good}?{parameter!["name"]}={bad}") { Content = schema is null ? null : JsonBody("{}") };
        }
    }

    private static IEnumerable<string> Bodies(JsonNode schema, JsonNode openApi)
    {
        foreach (var whole in (string[])["", "{", "null", "[]", "\"text\"", "{}", "{\"a\":" + new string('[', 200) + new string(']', 200) + "}", "{\"a\":\"" + new string('x', 20_000) + "\"}"])
            yield return whole;
        var properties = Resolve(schema, openApi)["properties"]?.AsObject();
        foreach (var (name, _) in properties ?? [])
        {
            foreach (var bad in BadValues)
                yield return $"{{\"{name}\":{bad}}}";
        }
    }

    /// <summary>A body that would do, with one field of it wrong.</summary>
    private static IEnumerable<string> AlmostGood(string method, string path)
    {
        if (!GoodBodies.TryGetValue($"{method} {path}", out var good))
            yield break;
        foreach (var (name, value) in JsonNode.Parse(good)!.AsObject())
        {
            foreach (var bad in BadValues)
                yield return good.Replace($"\"{name}\":{Compact(value)}", $"\"{name}\":{bad}", StringComparison.Ordinal);
        }
    }

    private static string Compact(JsonNode? value) => value?.ToJsonString(MealDispatch.BuildingBlocks.Http.Json.Options) ?? "null";

    private static JsonNode Resolve(JsonNode schema, JsonNode openApi)
    {
        if (schema["oneOf"] is JsonArray options)
            schema = options.First(o => o!["$ref"] is not null)!;
        return (string?)schema["$ref"] is { } reference ? openApi["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
    }

    private static StringContent JsonBody(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<string> BodyAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        return body.Length > 200 ? body[..200] + "…" : body;
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode openApi) =>
        from path in openApi["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "delete"
        where !path.Key.EndsWith("/stream", StringComparison.Ordinal)
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);

    private static HashSet<string> DocumentedCodes() =>
        [.. File.ReadLines(Path.Combine(Checkout.Root, "services/docs/problems.md")).Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..].Trim())];

    /// <summary>What comes by the clock would look like the work of a request that came at the same time.</summary>
    public sealed class TownWithoutJobs : AllInOneFixture
    {
        protected override IReadOnlyList<string> MoreSettings => ["--Jobs:Enabled", "false"];
    }

    /// <summary>The data version of every file: it changes when another connection commits a change.</summary>
    private sealed class DataVersions : IDisposable
    {
        private readonly List<SqliteConnection> connections;

        public DataVersions(string directory)
        {
            connections = [.. Directory.GetFiles(directory, "*.db").Order(StringComparer.Ordinal).Select(f => new SqliteConnection($"Data Source={f};Mode=ReadOnly;Pooling=False"))];
            connections.ForEach(c => c.Open());
        }

        public string Read() => string.Join(' ', connections.Select(VersionOf));

        private static long VersionOf(SqliteConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA data_version";
            return (long)command.ExecuteScalar()!;
        }

        public void Dispose() => connections.ForEach(c => c.Dispose());
    }
}

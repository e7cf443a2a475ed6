using System.Globalization;
using System.Net;
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
public sealed class BadInputTests(AllInOneFixture town) : IClassFixture<AllInOneFixture>
{
    /// <summary>A failed sign-in is counted, and that is a change.</summary>
    private static readonly string[] MayChangeWhenRefused = ["/api/sign-in", "/api/sign-in/code", "/api/sign-in/refresh", "/webhooks/couriers/{provider}", "/webhooks/couriers/fengniao-v2"];

    private static readonly string[] BadValues =
    [
        "null", "true", "-1", "9223372036854775807", "1e400", "1.5", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[[[]]]]",
        "\"" + new string('字', 3000) + "\"", "\"00000000-0000-0000-0000-000000000000\"", "\"2025-02-30\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"25:00\"",
    ];

    private static readonly string[] BadParameters = ["", "%00", "null", "-1", "99999999999999999999", "2025-02-30", "字", "00000000-0000-0000-0000-000000000000", "..%2f..", new string('a', 3000)];

    [Fact]
    public async Task Api_EveryFieldOfEveryOperationWrong_IsAProblemAndChangesNothing()
    {
        var documented = DocumentedCodes();
        var openApi = await town.Anonymous.GetJsonAsync("/openapi/v1.json");
        var callers = new List<HttpClient> { town.Anonymous };
        foreach (var userName in (string[])["admin", "officer-huaxin", "auditor-huaxin", "staff-HX01", "rider-01"])
            callers.Add(await town.StaffAsync(userName));
        callers.Add(await town.FamilyAsync(1));
        using var files = new DataVersions(town.DataDirectory);
        var wrong = new List<string>();
        var sent = 0;
        foreach (var (path, method, operation) in Operations(openApi).Where(o => !o.Path.StartsWith("/api/demo/clock", StringComparison.Ordinal) && !o.Path.StartsWith("/sandbox", StringComparison.Ordinal)))
        {
            foreach (var caller in callers)
            {
                var usable = 0;
                foreach (var request in Requests(path, method, operation, openApi))
                {
                    await town.DrainAsync();
                    var before = files.Read();
                    using var response = await caller.SendAsync(request);
                    sent++;
                    var status = (int)response.StatusCode;
                    if (status >= 400)
                    {
                        var text = await response.Content.ReadAsStringAsync();
                        var code = text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["code"] : null;
                        if (status >= 500 || code is null || !documented.Contains(code))
                            wrong.Add($"{method} {request.RequestUri} {await BodyAsync(request)} -> {status} {code ?? text}");
                        else if (!MayChangeWhenRefused.Contains(path) && files.Read() != before)
                            wrong.Add($"{method} {request.RequestUri} {await BodyAsync(request)} -> {status} {code}, but something was written");
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
            foreach (var body in Bodies(schema, openApi))
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
        foreach (var whole in (string[])["", "{", "null", "[]", "\"text\"", "{}", "{\"a\":" + new string('[', 200) + new string(']', 200) + "}", "{\"a\":\"" + new string('x', 2_000_000) + "\"}"])
            yield return whole;
        var properties = Resolve(schema, openApi)["properties"]?.AsObject();
        foreach (var (name, _) in properties ?? [])
        {
            foreach (var bad in BadValues)
                yield return $"{{\"{name}\":{bad}}}";
        }
    }

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

    /// <summary>The data version of every file: it changes when another connection commits a change.</summary>
    private sealed class DataVersions : IDisposable
    {
        private readonly List<SqliteConnection> connections;

        public DataVersions(string directory)
        {
            connections = [.. Directory.GetFiles(directory, "*.db").Order(StringComparer.Ordinal).Select(f => new SqliteConnection($"Data Source={f};Mode=ReadOnly;Pooling=False"))];
            connections.ForEach(c => c.Open());
        }

        public string Read() => string.Join(' ', connections.Select(c =>
        {
            using var command = c.CreateCommand();
            command.CommandText = "PRAGMA data_version";
            return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }));

        public void Dispose() => connections.ForEach(c => c.Dispose());
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MealDispatch.AllInOne;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Data.Sqlite;

namespace MealDispatch.Benchmarks;

/// <summary>
/// How long the server takes for each kind of page, in AllInOne with the demonstration town, against an empty answer over the same connection; and
/// what the elder's order page weighs. Pages are found by following links from each role's home. With a large ledger: the subdistrict's pages only.
/// </summary>
internal static partial class PagesBenchmark
{
    private const int Tries = 21;
    private const double MostMilliseconds = 50;
    private const double MostMillisecondsOnALargeLedger = 300;
    private const int MostBytes = 60 * 1024;
    private const int MostScriptBytes = 25 * 1024;

    /// <param name="entries">Ledger entries beside the demonstration town's own.</param>
    public static async Task<int> RunAsync(int entries = 0)
    {
        var directory = Directory.CreateTempSubdirectory("mealdispatch-pages-benchmark-").FullName;
        var address = FreeAddress.Take();
        await using var app = AllInOneHost.Build(
        [
            "--urls", address, "--environment", "Development", "--Demo:Enabled", "true", "--Data:Directory", Path.Combine(directory, "data"), "--Logging:LogLevel:Default", "Error",
            "--Jobs:Enabled", entries == 0 ? "true" : "false",
        ]);
        await app.StartAsync();
        try
        {
            if (entries > 0)
                Fill(app.Services, directory, entries);
            var slow = 0;
            var most = entries > 0 ? MostMillisecondsOnALargeLedger : MostMilliseconds;
            foreach (var who in entries > 0 ? ["officer-huaxin"] : new[] { "family", "staff-HX01", "officer-huaxin", "admin", "rider-01" })
            {
                using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address) };
                await (who == "family" ? SignInByPhoneAsync(browser) : SignInByNameAsync(browser, who));
                foreach (var path in await FollowAsync(browser))
                {
                    var (page, empty) = (await MedianAsync(browser, path), await MedianAsync(browser, "/health/live"));
                    slow += page > most ? 1 : 0;
                    Say($"{who,-15} {page,6:0.0} ms, {page / empty,5:0} empty answers  {path}{(page > most ? "  OVER" : "")}");
                }

                if (who == "family")
                    slow += await WeighAsync(browser) ? 0 : 1;
            }

            Say($"{slow} over their measure ({most} ms)");
            return slow == 0 ? 0 : 1;
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Fill(IServiceProvider services, string directory, int entries)
    {
        using var subsidy = new SqliteConnection($"Data Source={Path.Combine(directory, "data", "subsidy.db")};Pooling=False");
        subsidy.Open();
        new LedgerFile(subsidy, services, Path.Combine(directory, "flat")).Fill(entries);
    }

    private static async Task<double> MedianAsync(HttpClient browser, string path)
    {
        for (var i = 0; i < Tries; i++)
            await browser.GetByteArrayAsync(path);
        var times = new List<double>();
        for (var i = 0; i < Tries; i++)
        {
            var watch = Stopwatch.StartNew();
            await browser.GetByteArrayAsync(path);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[Tries / 2];
    }

    /// <summary>The order page, as it goes over the wire, with its style and scripts.</summary>
    private static async Task<bool> WeighAsync(HttpClient browser)
    {
        var (page, html) = await GetAsync(browser, "/order");
        var (styles, scripts) = (0, 0);
        foreach (var asset in Assets().Matches(html).Select(match => match.Groups[1].Value).Distinct())
        {
            var (bytes, _) = await GetAsync(browser, asset);
            if (asset.Contains(".js", StringComparison.Ordinal))
                scripts += bytes;
            else
                styles += bytes;
        }

        Say($"order page: {page} bytes, styles {styles}, scripts {scripts}; in all {page + styles + scripts} (at most {MostBytes}, scripts {MostScriptBytes})");
        return page + styles + scripts <= MostBytes && scripts <= MostScriptBytes;
    }

    /// <summary>One address of each kind of page that links lead to.</summary>
    private static async Task<IReadOnlyList<string>> FollowAsync(HttpClient browser)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var left = new Queue<string>(["/"]);
        while (left.TryDequeue(out var path))
        {
            var kind = Varying().Replace(path.Split('?')[0], "/*");
            if (found.ContainsKey(kind) || File().IsMatch(kind) || kind.StartsWith("/api/", StringComparison.Ordinal))
                continue;
            using var answer = await browser.GetAsync(path);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            found[kind] = path;
            foreach (Match link in Links().Matches(await answer.Content.ReadAsStringAsync()))
                left.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value));
        }

        return [.. found.Values];
    }

    private static async Task SignInByPhoneAsync(HttpClient browser)
    {
        var phone = DemoTown.FamilyPhone(1);
        var page = await PostAsync(browser, "/sign-in?handler=Code", await browser.GetStringAsync("/sign-in"), ("phone", phone));
        await PostAsync(browser, "/sign-in?handler=Phone", page, ("phone", phone), ("code", DemoCode().Match(page).Groups[1].Value));
    }

    private static async Task SignInByNameAsync(HttpClient browser, string name) =>
        await PostAsync(browser, "/sign-in?handler=Password", await browser.GetStringAsync("/sign-in"), ("userName", name), ("password", DemoTown.Password));

    private static async Task<string> PostAsync(HttpClient browser, string path, string page, params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        using var answer = await browser.PostAsync(path, new FormUrlEncodedContent(form));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task<(int Bytes, string Text)> GetAsync(HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var answer = await browser.SendAsync(request);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        return (bytes, await browser.GetStringAsync(path));
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("<a [^>]*href=\"(/[^\"#]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("(?:href|src)=\"(/assets/[^\"]*)\"")]
    private static partial Regex Assets();

    [GeneratedRegex("/([0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-?[0-9]+[^/]*|[0-9][^/]*)(?=/|$)")]
    private static partial Regex Varying();

    [GeneratedRegex("\\.[a-z]{2,6}$|/(csv|xlsx|escpos|picture|stream|export|heads)$")]
    private static partial Regex File();

    [GeneratedRegex("id=\"demo-code\">([0-9]+)<")]
    private static partial Regex DemoCode();

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

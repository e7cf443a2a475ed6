using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Slips;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Benchmarks.Tickets;

/// <summary>
/// A bag's ticket for 80 mm as bytes: ours against the npm package <c>@point-of-sale/receipt-printer-encoder</c> on an equal ticket,
/// one process each, in turn. The package is installed anew by npm.
/// </summary>
internal static class TicketsBenchmark
{
    private const int Rounds = 5;
    private const int RoundMilliseconds = 1000;

    private static readonly Slip Bag = new()
    {
        MealPeriod = MealPeriod.Lunch,
        ServiceDate = new LocalDate(2025, 6, 25),
        Number = 12,
        Code = "HX01-20250625-L-012",
        Serving = new Serving
        {
            OrderId = Guid.Empty, OrderNumber = "000012", Fulfilment = Fulfilment.Delivery, Stop = "3号楼", Destination = "3号楼 502", ShortName = "王*兰",
            DietTags = ["low-salt", "soft"], Avoid = ["花生"],
            Lines = [new ServingLine("A", "红烧肉套餐", 2, ["猪肉"]), new ServingLine("B", "番茄蛋汤", 1, ["鸡蛋"])], Remark = "少放辣，谢谢", DueFen = 0,
        },
        From = new LocalTime(10, 45),
        To = new LocalTime(12, 30),
        CareUrl = "https://meals.example.org/r/7Jx0mYQ2b9cT1uVwZ3aKdg",
        Voided = false,
        PrintedAt = new LocalDateTime(2025, 6, 25, 9, 31, 5),
        Copy = 1,
        MayBeDouble = false,
    };

    public static async Task<int> RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"mealdispatch-tickets-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var file in new[] { "package.json", "package-lock.json", "print-tickets.mjs" }) File.Copy(Path.Combine(Here(), file), Path.Combine(folder, file));
            using var install = Start(folder, "npm", "ci", "--no-audit", "--no-fund", "--silent");
            await install.WaitForExitAsync();
            if (install.ExitCode != 0) throw new InvalidOperationException("npm could not install the package to compare with.");

            using var node = Start(folder, "node", "print-tickets.mjs");
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(Equal()));
            Say($"bytes of the ticket: ours {EscPosSlip.Render(Bag, Paper.Mm80).Length}, theirs {(await node.StandardOutput.ReadLineAsync())!.Length / 2}");
            return await CompareAsync(node);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> CompareAsync(Process node)
    {
        var (ours, theirs) = (new List<Round>(), new List<Round>());
        Measure();
        await MeasureAsync(node);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EscPosSlip.Render(Bag, Paper.Mm80);
        Say($"allocated for one ticket: {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
        for (var i = 0; i < Rounds; i++)
        {
            ours.Add(Measure());
            theirs.Add(await MeasureAsync(node));
            Say($"round {i + 1}: ours {ours[^1].PerSecond:0} a second, theirs {theirs[^1].PerSecond:0}");
        }

        node.StandardInput.Close();
        var (mine, other) = (Median(ours), Median(theirs));
        Say($"tickets a second: ours {mine.PerSecond:0}, @point-of-sale/receipt-printer-encoder {other.PerSecond:0}, ratio {mine.PerSecond / other.PerSecond:0.0} (at least 5)");
        Say($"a ticket in ms: ours p50 {mine.P50:0.0000} p99 {mine.P99:0.0000} (at most 1), theirs p50 {other.P50:0.0000} p99 {other.P99:0.0000}");
        return mine.PerSecond >= 5 * other.PerSecond && mine.P99 <= 1 ? 0 : 1;
    }

    private static Round Measure()
    {
        var times = new List<double>();
        var whole = Stopwatch.StartNew();
        for (var last = 0.0; last < RoundMilliseconds;)
        {
            EscPosSlip.Render(Bag, Paper.Mm80);
            var now = whole.Elapsed.TotalMilliseconds;
            times.Add(now - last);
            last = now;
        }

        var elapsed = whole.Elapsed.TotalMilliseconds;
        times.Sort();
        return new Round(times.Count * 1000 / elapsed, times[times.Count / 2], times[(int)(times.Count * 0.99)]);
    }

    private static async Task<Round> MeasureAsync(Process node)
    {
        await node.StandardInput.WriteLineAsync(RoundMilliseconds.ToString(CultureInfo.InvariantCulture));
        var numbers = (await node.StandardOutput.ReadLineAsync())!.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return new Round(numbers[0] * 1000 / numbers[1], numbers[2], numbers[3]);
    }

    private static Round Median(List<Round> rounds) => rounds.OrderBy(r => r.PerSecond).ElementAt(rounds.Count / 2);

    /// <summary>What the ticket says, for the other encoder.</summary>
    private static object Equal() => new
    {
        columns = Paper.Mm80.Columns, title = "午餐 012", date = $"{Bag.DateText} {Bag.FulfilmentText}", destination = Bag.Serving.Destination,
        lines = new[] { new { name = "□□红烧肉套餐", quantity = "×2" }, new { name = "□番茄蛋汤", quantity = "×1" } }, warnings = new[] { "低盐", "软食", "忌花生" },
        remark = $"备注：{Bag.Serving.Remark}", name = Bag.Serving.ShortName, window = Bag.WindowText, code = Bag.Code, careTitle = "骑手反馈", careUrl = Bag.CareUrl,
        careText = "扫码告诉我们老人是否安好", printed = $"打印 {Bag.PrintedText}",
    };

    private static Process Start(string folder, string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
    })!;

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Round(double PerSecond, double P50, double P99);
}

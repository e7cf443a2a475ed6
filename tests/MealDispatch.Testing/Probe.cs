using System.Text.Json.Nodes;
using Xunit;

namespace MealDispatch.Testing;

/// <summary>Waits for what other processes do, and says what it waited for when it never came.</summary>
public static class Probe
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan atMost, Func<string> describe)
    {
        using var timer = new PeriodicTimer(Every);
        var deadline = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < deadline, $"Waited {atMost.TotalSeconds} s for {describe()}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Reads again until the condition holds; fails with what was read last.</summary>
    public static async Task<JsonNode> UntilAsync(Func<Task<JsonNode>> read, Func<JsonNode, bool> condition, string what, int seconds = 60)
    {
        JsonNode? last = null;
        await UntilAsync(
            async () =>
            {
                last = await read();
                return condition(last);
            },
            TimeSpan.FromSeconds(seconds),
            () => $"{what}: {last?.ToJsonString()}");
        return last!;
    }
}

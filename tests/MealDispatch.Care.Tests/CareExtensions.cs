using System.Text.Json.Nodes;
using MealDispatch.Testing;

namespace MealDispatch.Care.Tests;

internal static class CareExtensions
{
    /// <summary>The alerts of an order that this person sees.</summary>
    public static async Task<IReadOnlyList<JsonNode>> AlertsAsync(this HttpClient client, AnOrder order, string query = "limit=500")
    {
        var items = (await client.GetJsonAsync($"/api/care/alerts?{query}"))["items"]!.AsArray();
        return [.. items.Where(i => (Guid)i!["orderId"]! == order.Id).Select(i => i!)];
    }

    public static async Task<JsonNode> AlertAsync(this HttpClient client, AnOrder order) => Assert.Single(await client.AlertsAsync(order));

    /// <summary>What a person was told in the app, the newest first.</summary>
    public static async Task<IReadOnlyList<string>> InboxTextsAsync(this HttpClient client) =>
        [.. (await client.GetJsonAsync("/api/care/messages?limit=500"))["items"]!.AsArray().Select(m => (string)m!["text"]!)];
}

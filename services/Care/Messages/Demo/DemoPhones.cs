using System.Collections.Concurrent;
using NodaTime;

namespace MealDispatch.Care.Messages.Demo;

/// <summary>A phone of the demonstration got a message.</summary>
internal sealed record DemoMessage(Guid Id, MessageChannel Channel, string Address, MessageKind Kind, string Text, Instant At);

/// <summary>What phones got in a demonstration, the last 500; kept until the program ends.</summary>
internal sealed class DemoPhones(IClock clock)
{
    private const int Kept = 500;
    private readonly ConcurrentQueue<DemoMessage> messages = new();

    public IReadOnlyList<DemoMessage> Messages => [.. messages.Reverse()];

    /// <summary>A provider refuses a double by its id; so does this.</summary>
    public void Take(MessageChannel channel, OutgoingMessage message)
    {
        if (messages.Any(m => m.Id == message.Id))
            return;
        messages.Enqueue(new DemoMessage(message.Id, channel, message.Address, message.Kind, message.Text, clock.GetCurrentInstant()));
        while (messages.Count > Kept)
            messages.TryDequeue(out _);
    }
}

internal sealed class DemoSender(MessageChannel channel, DemoPhones phones) : IMessageSender
{
    public MessageChannel Channel => channel;

    public Task SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        phones.Take(channel, message);
        return Task.CompletedTask;
    }
}

internal static class DemoMessages
{
    public static void MapDemoMessages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/care/demo-messages", (DemoPhones phones) => TypedResults.Ok(new Answer(phones.Messages)))
            .WithName("Care_ReadDemoMessages").WithSummary("What the demonstration's phones got, the newest first.")
            .AllowAnonymous();

    internal sealed record Answer(IReadOnlyList<DemoMessage> Items);
}

namespace MealDispatch.Care.Messages;

/// <summary>A message as a channel gets it.</summary>
/// <param name="Id">The same at each try: a provider that is told it can refuse a double.</param>
/// <param name="Address">Phone number or WeChat id.</param>
internal sealed record OutgoingMessage(Guid Id, string Address, MessageKind Kind, string Text);

/// <summary>A provider of text messages or WeChat template messages. Throws when it did not take the message; then it is tried again.</summary>
internal interface IMessageSender
{
    MessageChannel Channel { get; }

    Task SendAsync(OutgoingMessage message, CancellationToken ct);
}

/// <summary>The channels that are connected. In the app there is always a way.</summary>
internal sealed class Channels(IEnumerable<IMessageSender> senders)
{
    private readonly Dictionary<MessageChannel, IMessageSender> senders = senders.ToDictionary(s => s.Channel);

    public bool Has(MessageChannel channel) => channel == MessageChannel.InApp || senders.ContainsKey(channel);

    public IMessageSender Of(MessageChannel channel) => senders[channel];
}

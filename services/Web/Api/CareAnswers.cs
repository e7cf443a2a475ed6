using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record InboxMessage(Guid Id, string Kind, Instant At, string Text, string TextEn, string? Link, Instant? ReadAt);

internal sealed record UnreadCount(int Count);

internal sealed record MessageChoices(IReadOnlyList<MessageChoice> Items);

internal sealed record MessageChoice(string Channel, string Kind, bool On, bool CanBeOff, bool Connected);

internal sealed record DemoMessages(IReadOnlyList<DemoMessage> Items);

internal sealed record DemoMessage(Guid Id, string Channel, string Address, string Kind, string Text, Instant At);

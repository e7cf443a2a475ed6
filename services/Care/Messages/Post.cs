using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages.Choices;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Messages;

/// <summary>What is told to several people.</summary>
/// <param name="Event">The fact's name: the same one is told once by each channel to each address.</param>
internal sealed record Telling(string Event, MessageKind Kind, Instant At, string? Subdistrict, string? Link, Guid? AlertId, bool PassesQuiet, AlertStep? Step = null);

internal static class Post
{
    /// <summary>
    /// Puts messages into inboxes, and into the queue of the channels that somebody wants and that are connected. Answers the new ones.
    /// </summary>
    /// <param name="text">What somebody is told; the channel matters because an inbox is behind a sign-in.</param>
    public static async Task<IReadOnlyList<Message>> PostAsync(
        this Unit<CareDbContext> unit, Channels channels, Telling telling, IReadOnlyList<Recipient> recipients, IReadOnlyList<MessageChoice> choices,
        Func<Recipient, MessageChannel, BothLanguages> text, CancellationToken ct)
    {
        var made = new List<Message>();
        foreach (var recipient in recipients)
        {
            foreach (var (channel, address) in WaysTo(recipient).Where(w => channels.Has(w.Channel) && IsOn(recipient, w.Channel, telling.Kind, choices)))
            {
                var id = Ids.Of($"message:{telling.Event}:{channel}:{address ?? recipient.PersonId.ToString()}");
                if (await unit.Db.Messages.FindAsync([id], ct) is not null)
                    continue;
                var (zh, en) = text(recipient, channel);
                var message = new Message
                {
                    Id = id, Channel = channel, Kind = telling.Kind, PersonId = recipient.PersonId, Address = address, Whom = recipient.Whom,
                    Subdistrict = telling.Subdistrict, At = telling.At, Text = zh, TextEn = en, Link = telling.Link, AlertId = telling.AlertId, Step = telling.Step,
                    PassesQuiet = telling.PassesQuiet, ExpiresAt = telling.At + MessageDefaults.KeepsFor(telling.Kind),
                };
                if (channel != MessageChannel.InApp)
                    message.Queue();
                unit.Db.Messages.Add(message);
                made.Add(message);
            }
        }

        return made;
    }

    public static async Task<IReadOnlyList<MessageChoice>> ChoicesOfAsync(CareDbContext db, IEnumerable<Recipient> recipients, CancellationToken ct)
    {
        var people = recipients.Select(r => r.PersonId).OfType<Guid>().Distinct().ToList();
        return await db.Choices.AsNoTracking().Where(c => people.Contains(c.PersonId)).ToListAsync(ct);
    }

    /// <summary>A WeChat account is known by the person it was bound to; the sender finds its id.</summary>
    private static IEnumerable<(MessageChannel Channel, string? Address)> WaysTo(Recipient recipient)
    {
        if (recipient.PersonId is { } person)
        {
            yield return (MessageChannel.InApp, null);
            yield return (MessageChannel.WeChat, person.ToString());
        }

        if (!string.IsNullOrWhiteSpace(recipient.Phone))
            yield return (MessageChannel.Sms, recipient.Phone);
    }

    private static bool IsOn(Recipient recipient, MessageChannel channel, MessageKind kind, IReadOnlyList<MessageChoice> choices) =>
        choices.FirstOrDefault(c => c.PersonId == recipient.PersonId && c.Channel == channel && c.Kind == kind)?.On ?? MessageDefaults.IsOn(channel, kind);
}

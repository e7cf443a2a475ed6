using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Messages.Choices;

/// <summary>Which messages somebody wants by which channel.</summary>
internal static class MessageChoiceEndpoints
{
    /// <summary>What residents and family can be told.</summary>
    private static readonly MessageKind[] Kinds = [.. Enum.GetValues<MessageKind>().Where(k => k is not (MessageKind.Duty or MessageKind.DeliveryAlarm))];

    public static void MapMessageChoices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/care/message-choices", ReadAsync)
            .WithName("Care_ReadMessageChoices").WithSummary("Which messages the caller gets by which channel.")
            .ProducesProblem(401).ProducesProblem(403).AllowRoles(Role.Resident);
        routes.MapPut("/api/care/message-choices", ChangeAsync)
            .WithName("Care_ChangeMessageChoices").WithSummary("Switches messages on or off; what is not named stays as it is.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).AllowRoles(Role.Resident);
    }

    internal static async Task<Ok<Answer>> ReadAsync(Caller caller, Database<CareDbContext> database, Channels channels, CancellationToken ct)
    {
        await using var db = database.Read();
        return TypedResults.Ok(AnswerOf(channels, await db.Choices.Where(c => c.PersonId == caller.Id).ToListAsync(ct)));
    }

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> ChangeAsync(
        Request request, Caller caller, Database<CareDbContext> database, Channels channels, CancellationToken ct)
    {
        var check = new Check();
        var wanted = check.List("items", request.Items, 3 * Kinds.Length);
        foreach (var (item, i) in wanted.Select((w, i) => (w, i)))
        {
            var channel = check.Required($"items[{i}].channel", item.Channel);
            var kind = check.Required($"items[{i}].kind", item.Kind);
            var on = check.Required($"items[{i}].on", item.On);
            check.That(kind is not (MessageKind.Duty or MessageKind.DeliveryAlarm), $"items[{i}].kind", "is for those on duty");
            check.That(on || MessageDefaults.CanBeOff(channel, kind), $"items[{i}].on", "stays on: somebody must be able to see that they were told");
        }

        check.That(wanted.DistinctBy(w => (w.Channel, w.Kind)).Count() == wanted.Count, "items", "each channel and kind once");
        if (check.Failed)
            return check.Error.ToProblem();
        var answer = await database.WriteAsync(
            async unit =>
            {
                var choices = await unit.Db.Choices.Where(c => c.PersonId == caller.Id).ToListAsync(ct);
                foreach (var item in wanted)
                {
                    if (choices.Find(c => c.Channel == item.Channel && c.Kind == item.Kind) is { } choice)
                    {
                        choice.On = item.On!.Value;
                        continue;
                    }

                    choices.Add(new MessageChoice { PersonId = caller.Id, Channel = item.Channel!.Value, Kind = item.Kind!.Value, On = item.On!.Value });
                    unit.Db.Choices.Add(choices[^1]);
                }

                return AnswerOf(channels, choices);
            },
            ct);
        return TypedResults.Ok(answer);
    }

    private static Answer AnswerOf(Channels channels, List<MessageChoice> choices) => new(
    [
        .. from channel in Enum.GetValues<MessageChannel>()
           from kind in Kinds
           let choice = choices.Find(c => c.Channel == channel && c.Kind == kind)
           select new Choice(channel, kind, choice?.On ?? MessageDefaults.IsOn(channel, kind), MessageDefaults.CanBeOff(channel, kind), channels.Has(channel)),
    ]);

    internal sealed record Request(IReadOnlyList<Wanted?>? Items);

    internal sealed record Wanted(MessageChannel? Channel, MessageKind? Kind, bool? On);

    internal sealed record Answer(IReadOnlyList<Choice> Items);

    /// <param name="Connected">False where no provider of that channel is connected: nothing goes out by it.</param>
    internal sealed record Choice(MessageChannel Channel, MessageKind Kind, bool On, bool CanBeOff, bool Connected);
}

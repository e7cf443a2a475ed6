using System.Text.Json;
using MassTransit;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>One consumer of one message, as the bus set-up needs it. The queue is <c>service-message-name</c>.</summary>
public sealed record ConsumerRegistration(string Service, Type MessageType, Type AdapterType)
{
    /// <summary>A question is answered now or not at all.</summary>
    internal bool IsAnswer { get; } = AdapterType.IsGenericType && AdapterType.GetGenericTypeDefinition() == typeof(AnswerConsumer<,,>);

    public string Queue { get; } = $"{Service}-{JsonNamingPolicy.KebabCaseLower.ConvertName(MessageType.Name)}";
}

public static class ConsumerRegistrationExtensions
{
    /// <summary>Registers a consumer; the host adds it to the bus.</summary>
    public static IServiceCollection AddConsumer<TConsumer, TMessage, TContext>(this IServiceCollection services)
        where TConsumer : class, IConsume<TMessage, TContext>
        where TMessage : class
        where TContext : ServiceDbContext
    {
        services.AddScoped<TConsumer>();
        return services.AddSingleton(new ConsumerRegistration(
            ServiceNames.Of<TContext>(), typeof(TMessage), typeof(InboxConsumer<TConsumer, TMessage, TContext>)));
    }

    /// <summary>Registers who answers a question.</summary>
    public static IServiceCollection AddAnswer<THandler, TQuestion, TAnswer>(this IServiceCollection services, string service)
        where THandler : class, IAnswer<TQuestion, TAnswer>
        where TQuestion : class
        where TAnswer : class
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new ConsumerRegistration(service, typeof(TQuestion), typeof(AnswerConsumer<THandler, TQuestion, TAnswer>)));
    }
}

/// <summary>A service's short name: <c>OrderingDbContext</c> is <c>ordering</c>.</summary>
public static class ServiceNames
{
    private const string Suffix = "DbContext";

    public static string Of<TContext>() => typeof(TContext).Name.Replace(Suffix, "", StringComparison.Ordinal).ToLowerInvariant();
}

/// <summary>Runs a consumer once per message: its effect and the inbox row commit together.</summary>
internal sealed class InboxConsumer<TConsumer, TMessage, TContext>(Database<TContext> database, TConsumer consumer, TimeProvider time)
    : IConsumer<TMessage>
    where TConsumer : class, IConsume<TMessage, TContext>
    where TMessage : class
    where TContext : ServiceDbContext
{
    private static readonly string Name = $"{ServiceNames.Of<TContext>()}.{typeof(TConsumer).Name}";

    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var messageId = context.MessageId ?? throw new InvalidOperationException("A message without an id");
        CrashPoints.Reach("before-consume");
        await database.WriteAsync(
            async unit =>
            {
                if (!await TakeInAsync(unit.Db, messageId, context.CancellationToken))
                {
                    Telemetry.MealDispatchTelemetry.DuplicatesDropped.Add(1);
                    return;
                }

                await consumer.ConsumeAsync(context.Message, unit, context.CancellationToken);
            },
            context.CancellationToken);
        CrashPoints.Reach("between-consumers");
    }

    /// <summary>Writes the inbox row, in one statement on the path of every message; false when it is there already.</summary>
    private async Task<bool> TakeInAsync(TContext db, Guid messageId, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO inbox (Consumer, MessageId, ReceivedAt) SELECT {Name}, {messageId}, {now}
            WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE Consumer = {Name} AND MessageId = {messageId})
            """,
            ct) == 1;
    }
}

internal sealed class AnswerConsumer<THandler, TQuestion, TAnswer>(THandler handler) : IConsumer<TQuestion>
    where THandler : class, IAnswer<TQuestion, TAnswer>
    where TQuestion : class
    where TAnswer : class
{
    public async Task Consume(ConsumeContext<TQuestion> context) =>
        await context.RespondAsync(await handler.AnswerAsync(context.Message, context.CancellationToken));
}

/// <summary>Passes hints from the bus to whoever waits in this instance.</summary>
internal sealed class HintConsumer(Hints hints, RegistryPulse pulse) : IConsumer<Hint>
{
    public Task Consume(ConsumeContext<Hint> context)
    {
        if (context.Message.Kind == Hints.RegistryPulse)
            pulse.Hear();
        else
            hints.Raise(context.Message);
        return Task.CompletedTask;
    }
}

using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Tests;

/// <summary>The relay over a real broker.</summary>
public sealed class RabbitMqTests : InFolder
{
    private const int TriesInPlace = 4;
    private static readonly Guid Session = Ids.Of("session");

    [RabbitMqFact]
    public async Task Publish_OverTheBroker_IsConsumedOnce()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: broker.Settings);

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        await UntilAsync(async () => (await host.NotesAsync()).Count == 1);
        await host.DrainAsync();

        Assert.Equal([Session.ToString()], await host.NotesAsync());
        Assert.Empty(await host.OutboxAsync());
    }

    [RabbitMqFact]
    public async Task Publish_ConsumerFailsAtFirst_IsRetriedInPlace()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: broker.Settings);
        host.Faults.ConsumeFailures = 2;

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        await UntilAsync(async () => (await host.NotesAsync()).Count == 1);

        Assert.Equal(3, host.Faults.Consumed);
    }

    [RabbitMqFact]
    public async Task Publish_RetriesInPlaceInVain_ComesBackFromTheWaitQueue()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: WithShortWaits(broker));
        host.Faults.ConsumeFailures = TriesInPlace + 1;

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        await UntilAsync(async () => (await host.NotesAsync()).Count == 1);

        Assert.Equal(TriesInPlace + 2, host.Faults.Consumed);
    }

    [RabbitMqFact]
    public async Task Publish_RedeliveriesInVainToo_LiesInTheErrorQueue()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: WithShortWaits(broker));
        host.Faults.ConsumeFailures = int.MaxValue;

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        await UntilAsync(() => Task.FromResult(broker.Messages("notes-session-ended_error") == 1));

        Assert.Equal(2 * TriesInPlace, host.Faults.Consumed);
        Assert.Equal(0, broker.Messages("notes-session-ended"));
    }

    [RabbitMqFact]
    public async Task Publish_NoQueueTakesIt_KeepsItsRow()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: broker.Settings);

        await host.Database.WriteAsync(
            unit =>
            {
                unit.Publish(new MealPacked { OrderId = Session, TicketCode = "HX01-20250701-L-001", OccurredAt = unit.Now }, Session);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await UntilAsync(async () => (await host.OutboxAsync()).Single().Attempts > 0);

        Assert.Single(await host.OutboxAsync());
    }

    [RabbitMqFact]
    public async Task Start_BrokerIsDown_HostStartsAndKeepsItsRows()
    {
        var nowhere = new Dictionary<string, string?> { ["Bus:Transport"] = "rabbitmq", ["Bus:RabbitMq:Port"] = "1" };
        await using var host = await NotesHost.StartAsync(Folder, settings: nowhere).WaitAsync(TimeSpan.FromSeconds(20));

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);

        Assert.Equal(0, Assert.Single(await host.OutboxAsync()).Attempts);
    }

    [RabbitMqFact]
    public async Task Hint_FromTheBus_WakesWhoeverWaits()
    {
        using var broker = new VirtualHost();
        await using var host = await NotesHost.StartAsync(Folder, settings: broker.Settings);
        var bus = host.Services.GetRequiredService<IMessageBus>();
        await bus.ReadyAsync(CancellationToken.None);
        using var waiting = host.Services.GetRequiredService<Hints>().Subscribe(Session);

        await bus.HintAsync(new Hint { Kind = Hints.RiderMoved, Id = Session, Position = new GeoPoint(31.25, 121.23) }, CancellationToken.None);

        Assert.Equal(new GeoPoint(31.25, 121.23), (await waiting.NextAsync(TimeSpan.FromSeconds(20), CancellationToken.None))?.Position);
    }

    private static Dictionary<string, string?> WithShortWaits(VirtualHost broker) => new(broker.Settings) { ["Bus:RabbitMq:RedeliverAfterSeconds:0"] = "0.2" };

    private static Task PublishEnded(Unit<NotesDbContext> unit)
    {
        unit.Publish(new SessionEnded { SessionId = Session, OccurredAt = unit.Now }, Session);
        return Task.CompletedTask;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

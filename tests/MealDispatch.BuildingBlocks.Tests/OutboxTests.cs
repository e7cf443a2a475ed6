using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class OutboxTests : InFolder
{
    private static readonly Guid Session = Ids.Of("session");

    [Fact]
    public async Task Publish_UnitCommits_IsDeliveredOnceAndTheRowGoes()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        await host.DrainAsync();

        Assert.Equal([Session.ToString()], await host.NotesAsync());
        Assert.Empty(await host.OutboxAsync());
    }

    [Fact]
    public async Task Publish_UnitThrows_LeavesNothing()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Database.WriteAsync(
            async unit =>
            {
                await PublishEnded(unit);
                throw new InvalidOperationException();
            },
            CancellationToken.None));
        await host.DrainAsync();

        Assert.Empty(await host.NotesAsync());
        Assert.Empty(await host.OutboxAsync());
        Assert.Equal(0, host.Faults.Consumed);
    }

    [Fact]
    public async Task Publish_UnitAnswersAnError_LeavesNothing()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        var result = await host.Database.WriteAsync<Result<int>>(
            async unit =>
            {
                await PublishEnded(unit);
                return new RuleRefused("test.refused");
            },
            CancellationToken.None);
        await host.DrainAsync();

        Assert.Equal("test.refused", result.Error?.Code);
        Assert.Empty(await host.NotesAsync());
        Assert.Empty(await host.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_SameMessageTwice_CountsOnce()
    {
        await using var host = await NotesHost.StartAsync(Folder);
        var bus = host.Services.GetRequiredService<IMessageBus>();
        var message = new SessionEnded { SessionId = Session, OccurredAt = Instant.FromUtc(2025, 7, 1, 0, 0) };
        var id = Ids.Of("same");

        await bus.PublishAsync(message, id, CancellationToken.None);
        await bus.PublishAsync(message, id, CancellationToken.None);

        Assert.Equal([Session.ToString()], await host.NotesAsync());
        Assert.Equal(1, host.Faults.Consumed);
    }

    [Fact]
    public async Task Deliver_ConsumerFails_KeepsTheRowAndTriesAgain()
    {
        await using var host = await NotesHost.StartAsync(Folder);
        host.Faults.ConsumeFailures = 1;

        await host.Database.WriteAsync(PublishEnded, CancellationToken.None);
        while (host.Faults.Consumed == 0)
            await Task.Yield();
        var relay = host.Services.GetRequiredService<IRelay>();
        await relay.FlushAsync(CancellationToken.None);
        var row = Assert.Single(await host.OutboxAsync());
        Assert.Equal(1, row.Attempts);
        Assert.Contains("told to fail", row.Error);
        Assert.Empty(await host.NotesAsync());

        while (host.Faults.Consumed == 1)
            await Task.Yield();
        await host.DrainAsync();
        Assert.Equal([Session.ToString()], await host.NotesAsync());
        Assert.Empty(await host.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_TenthFailure_ParksTheRowWithItsError()
    {
        await using var host = await NotesHost.StartAsync(Folder);
        host.Faults.ConsumeFailures = int.MaxValue;
        await host.Database.WriteAsync(
            unit =>
            {
                unit.Publish(new SessionEnded { SessionId = Session, OccurredAt = unit.Now }, Session);
                unit.Db.Outbox.Local.Single().Attempts = 9;
                return Task.CompletedTask;
            },
            CancellationToken.None);

        while ((await host.OutboxAsync()).Single().ParkedAt is null)
            await Task.Yield();

        Assert.Equal(10, (await host.OutboxAsync()).Single().Attempts);
        await host.DrainAsync();
    }

    [Fact]
    public async Task Start_RowsOfAnEarlierProcess_ArePublished()
    {
        await using (var first = await NotesHost.StartAsync(Folder))
        {
            first.Faults.ConsumeFailures = 1;
            await first.Database.WriteAsync(PublishEnded, CancellationToken.None);
            while (first.Faults.Consumed == 0)
                await Task.Yield();
        }

        await using var second = await NotesHost.StartAsync(Folder);
        while (second.Faults.Consumed == 0)
            await Task.Yield();
        await second.DrainAsync();

        Assert.Equal([Session.ToString()], await second.NotesAsync());
    }

    [Fact]
    public async Task Write_ManyUnitsAtOnceOneRefusedByTheDatabase_OthersCommit()
    {
        await using var host = await NotesHost.StartAsync(Folder);
        var texts = Enumerable.Range(0, 200).Select(i => i == 100 ? "0" : i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();

        var outcomes = await Task.WhenAll(texts.Select(async text =>
        {
            try
            {
                await host.Database.WriteAsync(
                    unit =>
                    {
                        unit.Db.Notes.Add(new Note { Id = Ids.New(), Text = text });
                        return Task.CompletedTask;
                    },
                    CancellationToken.None);
                return true;
            }
            catch (DbUpdateException)
            {
                return false;
            }
        }));

        Assert.Equal(199, outcomes.Count(done => done));
        Assert.Equal(199, (await host.NotesAsync()).Count);
    }

    [Fact]
    public async Task Write_UnitInsideAUnit_IsRefusedInsteadOfWaitingForItself()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Database.WriteAsync(
            _ => host.Database.WriteAsync(PublishEnded, CancellationToken.None), CancellationToken.None));
    }

    [Fact]
    public async Task Write_WriterConnection_IsFullySynchronousWal()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        var (journal, synchronous) = await host.Database.WriteAsync(
            async unit => (
                (await unit.Db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync()).Single(),
                (await unit.Db.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync()).Single()),
            CancellationToken.None);

        Assert.Equal(("wal", 2), (journal, synchronous));
    }

    private static Task PublishEnded(Unit<NotesDbContext> unit)
    {
        unit.Publish(new SessionEnded { SessionId = Session, OccurredAt = unit.Now }, Session);
        return Task.CompletedTask;
    }
}

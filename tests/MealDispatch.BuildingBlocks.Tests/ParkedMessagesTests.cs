using System.Diagnostics.Metrics;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.BuildingBlocks.Tests;

[Collection(nameof(ParkedMessagesTests))]
[CollectionDefinition(nameof(ParkedMessagesTests), DisableParallelization = true)]
public sealed class ParkedMessagesTests : InFolder
{
    private const string Path = "/api/operations/notes/parked";
    private static readonly Guid Session = Ids.Of("session");

    [Fact]
    public async Task Replay_OfAParkedMessage_DeliversItOnce()
    {
        await using var host = await WithAParkedMessageAsync();
        using var admin = await host.SignedInAsync(Role.Admin);
        var parked = Assert.Single((await admin.GetJsonAsync(Path))["items"]!.AsArray())!;
        Assert.Equal(typeof(SessionEnded).FullName, (string?)parked["type"]);
        Assert.Equal(10, (int)parked["attempts"]!);
        Assert.Contains("told to fail", (string?)parked["error"]);

        host.Faults.ConsumeFailures = 0;
        var replayed = await HttpExtensions.PostAsync(admin, $"{Path}/{parked["id"]}/replay", null);
        await host.DrainAsync();

        Assert.Equal(202, (int)replayed.StatusCode);
        Assert.Equal([Session.ToString()], await host.NotesAsync());
        Assert.Empty((await admin.GetJsonAsync(Path))["items"]!.AsArray());
        await (await HttpExtensions.PostAsync(admin, $"{Path}/{parked["id"]}/replay", null)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Parked_ForAnybodyButAdmins_IsForbidden()
    {
        await using var host = await WithAParkedMessageAsync();
        using var officer = await host.SignedInAsync(Role.Officer);

        await (await officer.GetAsync(Path)).ProblemAsync(403, "auth.not-allowed");
        await (await HttpExtensions.PostAsync(officer, $"{Path}/{Session}/replay", null)).ProblemAsync(403, "auth.not-allowed");
    }

    [Fact]
    public async Task Metrics_OfTheOutbox_SayHowManyAreUnsentParkedAndHowOldTheOldestIs()
    {
        await using var host = await WithAParkedMessageAsync();
        host.Faults.ConsumeFailures = int.MaxValue;
        await host.Database.WriteAsync(
            unit =>
            {
                unit.Publish(new SessionEnded { SessionId = Ids.Of("other"), OccurredAt = unit.Now }, "other");
                return Task.CompletedTask;
            },
            CancellationToken.None);

        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name.StartsWith("mealdispatch.outbox.", StringComparison.Ordinal))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(1, seen["mealdispatch.outbox.unsent"]);
        Assert.Equal(1, seen["mealdispatch.outbox.parked"]);
        Assert.InRange(seen["mealdispatch.outbox.oldest"], 0.0001, 60);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Runs alone: another host of this process would measure under the same service.
            if (tags[0] is { Key: "service", Value: "notes" } && value > 0)
                seen[instrument.Name] = value;
        }
    }

    private async Task<NotesHost> WithAParkedMessageAsync()
    {
        var host = await NotesHost.StartAsync(Folder, map: app => app.MapService<NotesDbContext>().MapOperations<NotesDbContext>());
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
        return host;
    }
}

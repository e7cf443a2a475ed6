using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Tests;

/// <summary>Family grants count while Registry is heard; what does not stand on a grant does not depend on it.</summary>
public sealed class RegistryPulseTests : InFolder
{
    private readonly HandMovedTime time = new();

    [Fact]
    public async Task Family_RegistrySilentForMoreThan30Seconds_Gets503UntilItIsHeard()
    {
        var pulse = new RegistryPulse(time);
        await using var host = await StartAsync(services => services.AddSingleton(pulse));
        using var family = await FamilyAsync(host);
        using var staff = await host.SignedInAsync(Role.CanteenStaff);

        time.Seconds = 30;
        Assert.Equal(200, await StatusAsync(family));

        time.Seconds = 31;
        await (await family.GetAsync("/who")).ProblemAsync(503, "request.try-later");
        Assert.Equal(200, await StatusAsync(staff));

        pulse.Hear();
        Assert.Equal(200, await StatusAsync(family));
    }

    [Fact]
    public async Task Family_InOneProcess_NeedsNoPulse()
    {
        await using var host = await StartAsync(_ => { });
        using var family = await FamilyAsync(host);

        time.Seconds = 3600;

        Assert.Equal(200, await StatusAsync(family));
    }

    [RabbitMqFact]
    public async Task Pulse_OverTheBroker_IsHeard()
    {
        using var broker = new VirtualHost();
        await using var host = await StartAsync(services => services.AddSingleton(new RegistryPulse(time)), broker.Settings);
        using var family = await FamilyAsync(host);
        time.Seconds = 31;
        Assert.Equal(503, await StatusAsync(family));

        // A hint is for queues that are there: the first may come before this host's own, so Registry beats again and again.
        var bus = host.Services.GetRequiredService<IMessageBus>();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
            await bus.HintAsync(new Hint { Kind = Hints.RegistryPulse, Id = Guid.Empty, Position = null }, timeout.Token);
        while (await StatusAsync(family) != 200);
    }

    private Task<NotesHost> StartAsync(Action<IServiceCollection> configure, IReadOnlyDictionary<string, string?>? settings = null) => NotesHost.StartAsync(
        Folder, map: app => app.MapService<NotesDbContext>().MapGet("/who", (Caller caller) => Results.Ok(caller.Residents)).AllowSignedIn(),
        configure: configure, settings: settings);

    /// <summary>A person who acts for one resident by a family link.</summary>
    private static async Task<HttpClient> FamilyAsync(NotesHost host)
    {
        var person = Ids.Of("family");
        await host.Database.WriteAsync(
            unit =>
            {
                unit.Db.People.Add(new PersonCopy { PersonId = person, Version = 1, Roles = "resident" });
                unit.Db.FamilyGrants.Add(new FamilyGrant { FamilyLinkId = Ids.New(), PersonId = person, ResidentId = Ids.New(), Version = 1, Active = true });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        var client = host.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.Services.GetRequiredService<AccessTokens>().Issue(person, Ids.New()));
        return client;
    }

    private static async Task<int> StatusAsync(HttpClient client) => (int)(await client.GetAsync("/who")).StatusCode;

    private sealed class HandMovedTime : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}

using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class StartTests : InFolder
{
    [Fact]
    public async Task Start_EndpointThatSaysNothingOfAccess_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() =>
            NotesHost.StartAsync(Folder, map: app => app.MapGet("/open", () => "anybody").WithDisplayName("open door")));

        Assert.Contains("open door", refused.Message);
    }

    [Fact]
    public async Task Start_SecondProcessOnTheSameFolder_IsRefused()
    {
        await using var first = await NotesHost.StartAsync(Folder);

        await Assert.ThrowsAsync<StartupRefusedException>(() => NotesHost.StartAsync(Folder));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Start_DataAndModeDisagreeOnDemo_IsRefused(bool dataIsDemo, bool modeIsDemo)
    {
        await using (await NotesHost.StartAsync(Folder, dataIsDemo))
        {
        }

        await Assert.ThrowsAsync<StartupRefusedException>(() => NotesHost.StartAsync(Folder, modeIsDemo));
    }

    [Fact]
    public async Task Start_MigrationWasKilled_GoesOn()
    {
        await using (var first = await NotesHost.StartAsync(Folder))
        {
            await first.Database.WriteAsync(
                unit => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(
                    unit.Db.Database, "INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2025-01-01')"),
                CancellationToken.None);
        }

        await using var second = await NotesHost.StartAsync(Folder).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(await second.NotesAsync());
    }

    [Fact]
    public async Task DemoClock_SetByAdmin_MovesBusinessTimeAndSurvivesARestart()
    {
        await using (var first = await NotesHost.StartAsync(Folder, demo: true))
        {
            var admin = await first.SignedInAsync(Role.Admin);
            var answer = await (await HttpExtensions.PostAsync(admin, "/api/demo/clock", new { now = "2025-06-25T09:29:59+08:00" })).JsonAsync();
            Assert.StartsWith("2025-06-25T01:29:5", (string?)answer["now"]);
            await (await HttpExtensions.PostAsync(await first.SignedInAsync(Role.Officer), "/api/demo/clock", new { now = "2025-06-25T09:29:59+08:00" }))
                .ProblemAsync(403, "auth.not-allowed");
        }

        await using var second = await NotesHost.StartAsync(Folder, demo: true);
        var now = second.Services.GetRequiredService<IClock>().GetCurrentInstant();
        Assert.InRange(now, Instant.FromUtc(2025, 6, 25, 1, 29), Instant.FromUtc(2025, 6, 25, 1, 35));
    }

    [Fact]
    public async Task DemoClock_NotInDemoMode_DoesNotExist()
    {
        await using var host = await NotesHost.StartAsync(Folder);

        await (await host.Client().GetAsync("/api/demo/clock")).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Session_Ended_CountsOnTheNextRequest()
    {
        await using var host = await NotesHost.StartAsync(Folder, map: app =>
            app.MapService<NotesDbContext>().MapGet("/who", (Caller caller) => caller.Id.ToString()).AllowSignedIn());
        var session = Ids.New();
        var client = await host.SignedInAsync(Role.Officer, session);
        Assert.Equal(200, (int)(await client.GetAsync("/who")).StatusCode);

        await host.Services.GetRequiredService<IMessageBus>().PublishAsync(
            new SessionEnded { SessionId = session, OccurredAt = Instant.FromUtc(2025, 7, 1, 0, 0) }, Ids.New(), CancellationToken.None);

        await (await client.GetAsync("/who")).ProblemAsync(401, "auth.not-signed-in");
    }

    [Fact]
    public async Task Problems_MalformedUnknownAndBroken_AreProblemsWithoutAnExceptionsWords()
    {
        await using var host = await NotesHost.StartAsync(Folder, map: app =>
        {
            app.MapPost("/echo", (Echo echo) => echo).AllowAnonymous();
            app.MapGet("/broken", string () => throw new InvalidOperationException("secret words")).AllowAnonymous();
        });
        var client = host.Client();

        await (await client.PostAsync("/echo", new StringContent("{\"count\":\"many\"}", System.Text.Encoding.UTF8, "application/json"))).ProblemAsync(400, "request.malformed");
        await (await client.PostAsync("/echo", new StringContent("{", System.Text.Encoding.UTF8, "application/json"))).ProblemAsync(400, "request.malformed");
        await (await client.PostAsync("/echo", new StringContent("count=1"))).ProblemAsync(415, "request.unsupported-media-type");
        await (await client.GetAsync("/echo")).ProblemAsync(405, "request.method-not-allowed");
        await (await client.GetAsync("/nowhere")).ProblemAsync(404, "request.not-found");
        var broken = await (await client.GetAsync("/broken")).ProblemAsync(500, "server.error");
        Assert.DoesNotContain("secret", broken.ToJsonString());
    }

    private sealed record Echo(int? Count);
}

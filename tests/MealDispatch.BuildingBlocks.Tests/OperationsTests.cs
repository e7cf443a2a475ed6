using System.Diagnostics;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class OperationsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Job_RunOutOfTurn_TellsHowItWent_AndAfterAFailureWhatKind()
    {
        await using var host = await StartAsync();
        var (admin, job) = (await host.SignedInAsync(Role.Admin), host.Services.GetRequiredService<CountingJob>());
        Assert.Equal("0 0 -", await JobAsync(admin));

        await (await admin.PostAsync("/api/operations/notes/jobs/CountingJob/run", null)).JsonAsync(202);
        await ToldAsync(admin, "1 0 well");
        job.Fails = true;
        await (await admin.PostAsync("/api/operations/notes/jobs/CountingJob/run", null)).JsonAsync(202);

        await ToldAsync(admin, "2 1 InvalidOperationException");
        await (await admin.PostAsync("/api/operations/notes/jobs/NoJob/run", null)).ProblemAsync(404, "request.not-found");
        await (await (await host.SignedInAsync(Role.Officer)).PostAsync("/api/operations/notes/jobs/CountingJob/run", null)).ProblemAsync(403, "auth.not-allowed");
    }

    [Fact]
    public async Task Health_TellsWhatIsSet_AndOfSecretsOnlyThatTheyAre()
    {
        await using var host = await StartAsync();

        var health = await (await host.SignedInAsync(Role.Admin)).GetJsonAsync("/api/operations/notes/health");

        Assert.True((bool)health["ready"]!);
        Assert.Equal((0, 0, true), ((int)health["unsent"]!, (int)health["parked"]!, (long)health["databaseBytes"]! > 0));
        var settings = health["settings"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => $"{s!["isSet"]} {s["isSecret"]} {s["value"]}");
        Assert.Equal("true false mediator", settings["Bus__Transport"]);
        Assert.Equal("true true ", settings["Couriers__Dada__Secret"]);
        Assert.Equal("false true ", settings["Couriers__Meituan__Secret"]);
        Assert.Equal("true false 10.0.0.0/8, 192.168.0.0/16", settings["Printing__AllowedNetworks"]);
        Assert.DoesNotContain("s3cret", health.ToJsonString(), StringComparison.Ordinal);
        await (await (await host.SignedInAsync(Role.Officer)).GetAsync("/api/operations/notes/health")).ProblemAsync(403, "auth.not-allowed");
    }

    private static async Task<string> JobAsync(HttpClient admin)
    {
        var job = Assert.Single((await admin.GetJsonAsync("/api/operations/notes/jobs"))["items"]!.AsArray())!;
        return $"{job["runs"]} {job["failures"]} {job["lastError"]?.ToString() ?? (job["lastSeconds"] is null ? "-" : "well")}";
    }

    /// <summary>A run is begun, not waited for.</summary>
    private static async Task ToldAsync(HttpClient admin, string expected)
    {
        var since = Stopwatch.StartNew();
        while (await JobAsync(admin) != expected && since.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Yield();
        Assert.Equal(expected, await JobAsync(admin));
    }

    private Task<NotesHost> StartAsync() => NotesHost.StartAsync(
        folder.Path, map: app => app.MapService<NotesDbContext>().MapOperations<NotesDbContext>(), configure: services => services.AddJob<CountingJob>(),
        settings: new Dictionary<string, string?>
        {
            ["Couriers:Dada:Secret"] = "s3cret", ["Printing:AllowedNetworks:0"] = "10.0.0.0/8", ["Printing:AllowedNetworks:1"] = "192.168.0.0/16",
        });

    private sealed class CountingJob : IJob
    {
        public TimeSpan Every => TimeSpan.FromDays(1);

        public bool Fails { get; set; }

        public Task RunAsync(CancellationToken ct) => Fails ? throw new InvalidOperationException("s3cret") : Task.CompletedTask;
    }
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;

namespace MealDispatch.AllInOne.Tests;

/// <summary>
/// The whole product in this process, on a real port, with the demonstration town and the simulated courier, at 08:00 of
/// 1 July 2025 in the town.
/// </summary>
public class AllInOneFixture : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("mealdispatch-").FullName;
    private readonly string address = ServiceProcess.FreeAddress().GetLeftPart(UriPartial.Authority);
    private WebApplication? app;

    public string DataDirectory => Path.Combine(directory, "data");

    public WebApplication App => app ?? throw new InvalidOperationException("not started");

    public HttpClient Anonymous { get; private set; } = null!;

    protected virtual IReadOnlyList<string> MoreSettings => [];

    public async Task InitializeAsync()
    {
        app = AllInOneHost.Build(
        [
            "--urls", address, "--environment", "Development", "--Demo:Enabled", "true", "--Data:Directory", Path.Combine(directory, "data"),
            "--Couriers:PollSeconds", "1", "--CourierSandbox:TripSeconds", "6", "--Logging:LogLevel:Default", "Error", .. MoreSettings,
        ]);
        await app.StartAsync();
        Anonymous = new HttpClient { BaseAddress = new Uri(address) };
        await SetClockAsync("2025-07-01T08:00:00+08:00");
    }

    public async Task DisposeAsync()
    {
        Anonymous.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    public async Task SetClockAsync(string now)
    {
        using var admin = await StaffAsync("admin");
        await (await HttpExtensions.PostAsync(admin, "/api/demo/clock", new { now })).JsonAsync();
    }

    public Task<HttpClient> StaffAsync(string userName) => SignInAsync(new { userName, password = DemoTown.Password });

    public Task<HttpClient> FamilyAsync(int number) => ByPhoneAsync(DemoTown.FamilyPhone(number));

    public Task<HttpClient> ResidentAsync(int number) => ByPhoneAsync(DemoTown.ResidentPhone(number));

    /// <summary>Reads again until the condition holds; fails with what was read last.</summary>
    public static async Task<JsonNode> UntilAsync(Func<Task<JsonNode>> read, Func<JsonNode, bool> condition, string what)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (true)
        {
            var last = await read();
            if (condition(last))
                return last;
            Assert.True(Environment.TickCount64 < deadline, $"Waited for {what}: {last.ToJsonString()}");
            await Task.Yield();
        }
    }

    public Task DrainAsync() => App.Services.DrainAsync();

    private async Task<HttpClient> ByPhoneAsync(string phone)
    {
        var sent = await (await HttpExtensions.PostAsync(Anonymous, "/api/sign-in/code", new { phone })).JsonAsync(202);
        return await SignInAsync(new { phone, code = (string?)sent["demoCode"] });
    }

    private async Task<HttpClient> SignInAsync(object credentials)
    {
        var signedIn = await (await HttpExtensions.PostAsync(Anonymous, "/api/sign-in", credentials)).JsonAsync();
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)signedIn["accessToken"]);
        return client;
    }
}

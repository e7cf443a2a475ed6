using MealDispatch.BuildingBlocks;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MealDispatch.Architecture.Tests;

public sealed class HygieneTests
{
    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:NodaTime.SystemClock.Instance")]
    [InlineData("M:System.Guid.NewGuid")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    public void BannedSymbol_IsListed_WithAReason(string symbol)
    {
        var line = File.ReadAllLines(Checkout.PathOf("BannedSymbols.txt")).SingleOrDefault(l => l.StartsWith(symbol + ";", StringComparison.Ordinal));

        Assert.True(line?.Split(';')[1].Length > 10, $"{symbol} is not banned with a reason");
    }

    [Fact]
    public async Task Host_WithAnEndpointThatSaysNothingOfAccess_DoesNotStart()
    {
        using var data = new TemporaryFolder();

        var exitCode = await ServiceHost.RunAsync<OpenModule>(ArgumentsFor(data));

        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Host_InProduction_DoesNotStartWithDemoMode()
    {
        using var data = new TemporaryFolder();

        var exitCode = await ServiceHost.RunAsync<ProtectedModule>([.. ArgumentsFor(data), "--environment=Production", "--Demo:Enabled=true"]);

        Assert.Equal(1, exitCode);
    }

    /// <summary>The counterpart of the refusals: with access said, the same host starts, migrates and stops.</summary>
    [Fact]
    public async Task Host_WhoseEndpointsSayWhoMayCallThem_Starts()
    {
        using var data = new TemporaryFolder();

        var exitCode = await ServiceHost.RunAsync<ProtectedModule>([.. ArgumentsFor(data), "--migrate=true"]);

        Assert.Equal(0, exitCode);
    }

    private static string[] ArgumentsFor(TemporaryFolder data) =>
        ["--environment=Testing", "--urls=http://127.0.0.1:0", "--Bus:Transport=mediator", $"--Data:Directory={data.Path}"];

    private sealed class OpenModule : IModule
    {
        public static void Add(WebApplicationBuilder builder)
        {
        }

        public static void Map(WebApplication app) => app.MapGet("/api/open", () => Results.Ok());
    }

    private sealed class ProtectedModule : IModule
    {
        public static void Add(WebApplicationBuilder builder)
        {
        }

        public static void Map(WebApplication app) => app.MapGet("/api/open", () => Results.Ok()).AllowAnonymous();
    }
}

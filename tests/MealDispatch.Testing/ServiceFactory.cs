using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xunit;

namespace MealDispatch.Testing;

/// <summary>
/// One service with a temporary SQLite file, its real outbox and mediator, and a clock that stands still at 08:00 of
/// 1 July 2025 in the town (a Tuesday). Timers are off: run jobs with <see cref="RunJobAsync{TJob}"/>. What the service
/// publishes is in <see cref="Bus"/>; what others would publish is given with <see cref="DeliverAsync"/>.
/// </summary>
public class ServiceFactory<TModule> : WebApplicationFactory<TModule>, IAsyncLifetime
    where TModule : class, IModule
{
    private readonly string directory = Directory.CreateTempSubdirectory("mealdispatch-").FullName;
    private readonly ErrorLog errors = new();

    public FakeClock Clock { get; } = new(Instant.FromUtc(2025, 7, 1, 0, 0));

    public RecordingBus Bus => (RecordingBus)Services.GetRequiredService<IMessageBus>();

    /// <summary>Errors that were logged; an unknown exception is a bug.</summary>
    public IReadOnlyList<string> LoggedErrors => errors.Messages;

    /// <summary>Settings that a scenario needs.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public virtual Task InitializeAsync()
    {
        _ = Server;
        return Task.CompletedTask;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Delivers a message as another service would send it; the same fact is the same message.</summary>
    public async Task DeliverAsync<TMessage>(TMessage message, params object[] fact)
        where TMessage : class
    {
        var id = fact.Length == 0 ? Ids.New() : Ids.Of($"{typeof(TMessage).FullName}:{string.Join(':', fact)}");
        await Bus.PublishAsync(message, id, CancellationToken.None);
        await Services.DrainAsync();
    }

    public Task DrainAsync() => Services.DrainAsync();

    public async Task RunJobAsync<TJob>()
        where TJob : class, IJob
    {
        await Services.GetRequiredService<TJob>().RunAsync(CancellationToken.None);
        await Services.DrainAsync();
    }

    /// <summary>A client signed in as a person of these rights (made known to the service by its message).</summary>
    public async Task<HttpClient> SignedInAsync(
        Role role, string? subdistrict = "huaxin", IReadOnlyList<string>? sites = null, Guid? residentId = null, Guid? personId = null)
    {
        var person = personId ?? Ids.New();
        await DeliverAsync(new PersonChanged
        {
            PersonId = person, Version = 1, Roles = [role], Sites = sites ?? [], Subdistrict = subdistrict, ResidentId = residentId, OccurredAt = Clock.Now,
        });
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Services.GetRequiredService<AccessTokens>().Issue(person, Ids.New()));
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Data:Directory", Path.Combine(directory, "data"));
        builder.UseSetting("Bus:Transport", "mediator");
        builder.UseSetting("Jobs:Enabled", "false");
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(errors));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IClock>(Clock);
            var bus = services.Last(s => s.ServiceType == typeof(IMessageBus));
            services.Remove(bus);
            services.AddSingleton<IMessageBus>(p => new RecordingBus((IMessageBus)ActivatorUtilities.CreateInstance(p, bus.ImplementationType!)));
        });
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> messages = new();

        public IReadOnlyList<string> Messages => [.. messages];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                messages.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>JSON over HTTP as a program outside would do it.</summary>
public static class HttpExtensions
{
    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object? body) =>
        await client.PostAsJsonAsync(path, body ?? new { }, Json.Options);

    public static async Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object? body) =>
        await client.PutAsJsonAsync(path, body ?? new { }, Json.Options);

    /// <summary>The body as JSON; fails with the whole answer when the status is another.</summary>
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response, int status = 200)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text) ?? throw new JsonException("null");
    }

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string path) => await (await client.GetAsync(path)).JsonAsync();

    /// <summary>Asserts a problem of that status and code.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var problem = await response.JsonAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        return problem;
    }
}

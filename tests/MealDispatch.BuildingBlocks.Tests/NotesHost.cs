using System.Diagnostics.CodeAnalysis;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Tests;

/// <summary>The smallest service: notes that people write, and a consumer that writes one for each ended session.</summary>
public class NotesDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Note>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.HasIndex(n => n.Text).IsUnique();
        });
    }
}

public sealed class Note
{
    public required Guid Id { get; init; }

    public required string Text { get; init; }
}

[DbContext(typeof(NotesDbContext))]
[Migration("20250101000000_Initial")]
[SuppressMessage("Performance", "CA1812", Justification = "EF makes it")]
internal sealed class InitialNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var db = new NotesDbContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
        migrationBuilder.Sql(db.Database.GenerateCreateScript());
    }
}

/// <summary>Lets a test decide how often consuming fails.</summary>
public sealed class Faults
{
    public int ConsumeFailures { get; set; }

    public int Consumed { get; set; }
}

internal sealed class NoteEndedSession(Faults faults) : IConsume<SessionEnded, NotesDbContext>
{
    public Task ConsumeAsync(SessionEnded message, Unit<NotesDbContext> unit, CancellationToken ct)
    {
        faults.Consumed++;
        unit.Db.Notes.Add(new Note { Id = Ids.New(), Text = message.SessionId.ToString() });
        return faults.ConsumeFailures-- > 0 ? throw new InvalidOperationException("told to fail") : Task.CompletedTask;
    }
}

/// <summary>A host of the notes service with a test server; a second one on the same folder stands for a restart.</summary>
public sealed class NotesHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private NotesHost(WebApplication app) => this.app = app;

    public Database<NotesDbContext> Database => app.Services.GetRequiredService<Database<NotesDbContext>>();

    public Faults Faults => app.Services.GetRequiredService<Faults>();

    public IServiceProvider Services => app.Services;

    public static async Task<NotesHost> StartAsync(string directory, bool demo = false, Action<WebApplication>? map = null, Action<IServiceCollection>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = Path.Combine(directory, "data"),
            ["Bus:Transport"] = "mediator",
            ["Demo:Enabled"] = demo.ToString(),
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        builder.AddDatabase<NotesDbContext, NotesDbContext, NotesDbContext>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddConsumer<NoteEndedSession, SessionEnded, NotesDbContext>();
        configure?.Invoke(builder.Services);
        builder.AddMessaging();
        var app = builder.Build().UseServiceDefaults();
        app.MapDemo<NotesDbContext>();
        map?.Invoke(app);
        AllowExtensions.RefuseUnprotectedEndpoints(app);
        await app.StartAsync();
        return new NotesHost(app);
    }

    public HttpClient Client() => app.GetTestClient();

    public async Task<HttpClient> SignedInAsync(Role role, Guid? session = null)
    {
        var person = Ids.New();
        await Services.GetRequiredService<IMessageBus>().PublishAsync(
            new PersonChanged { PersonId = person, Version = 1, Roles = [role], Sites = [], Subdistrict = "huaxin", ResidentId = null, OccurredAt = Instant.MinValue },
            Ids.New(), CancellationToken.None);
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Services.GetRequiredService<AccessTokens>().Issue(person, session ?? Ids.New()));
        return client;
    }

    public async Task<IReadOnlyList<string>> NotesAsync()
    {
        await using var db = Database.Read();
        return await db.Notes.Select(n => n.Text).ToListAsync();
    }

    public async Task<IReadOnlyList<OutboxMessage>> OutboxAsync()
    {
        await using var db = Database.Read();
        return await db.Outbox.ToListAsync();
    }

    public Task DrainAsync() => app.Services.DrainAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>A temporary folder that goes with the test.</summary>
public abstract class InFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("mealdispatch-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

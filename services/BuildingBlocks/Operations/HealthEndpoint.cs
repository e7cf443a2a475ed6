using System.Reflection;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MealDispatch.BuildingBlocks.Operations;

/// <summary>How the instance that answers is.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Ready">Its database is prepared.</param>
/// <param name="UpSeconds">Since the process started.</param>
/// <param name="Unsent">Messages that wait to be delivered.</param>
/// <param name="OldestUnsentSeconds">Null when nothing waits.</param>
/// <param name="Parked">Messages that were given up.</param>
/// <param name="DatabaseBytes">Of the SQLite file with its log; null on SQL Server.</param>
/// <param name="FreeBytes">Left where it lies; null on SQL Server.</param>
public sealed record HealthAnswer(
    string Service, string Version, bool Ready, double UpSeconds, int Unsent, double? OldestUnsentSeconds, int Parked, long? DatabaseBytes, long? FreeBytes,
    IReadOnlyList<SettingAnswer> Settings);

/// <param name="Value">Null when it is not set, and for what must stay secret.</param>
public sealed record SettingAnswer(string Name, bool IsSet, bool IsSecret, string? Value);

internal static class HealthEndpoint
{
    /// <summary>What may be seen. A setting that is not here is never shown; of a secret only whether there is one.</summary>
    private static readonly (string Key, bool IsSecret)[] Shown =
    [
        ("Data:Provider", false), ("Data:Directory", false), ("ConnectionStrings:{service}", true), ("Bus:Transport", false), ("Bus:RabbitMq:Host", false), ("Bus:RabbitMq:Password", true),
        ("Demo:Enabled", false), ("Jobs:Enabled", false), ("Town:TimeZone", false), ("Town:PublicUrl", false), ("Security:KeysDirectory", false), ("Registry:FirstAdminPassword", true),
        ("Printing:AllowedNetworks", false), ("Tracks:KeepDays", false), ("Tracks:KeepPhotoDays", false), ("Couriers:PollSeconds", false), ("Couriers:TimeoutSeconds", false),
        ("Couriers:AssignMinutes", false), ("Couriers:ReturnMinutes", false), ("Couriers:FengniaoV2:AppId", false),
        ("Couriers:FengniaoV2:Secret", true), ("Couriers:FengniaoV3:AppId", false), ("Couriers:FengniaoV3:Secret", true), ("Couriers:Meituan:AppKey", false), ("Couriers:Meituan:Secret", true),
        ("Couriers:Dada:AppKey", false), ("Couriers:Dada:Secret", true),
    ];

    public static void MapHealth<TContext>(this IEndpointRouteBuilder routes)
        where TContext : ServiceDbContext =>
        routes.MapGet($"/api/operations/{ServiceNames.Of<TContext>()}/health", HandleAsync<TContext>)
            .WithName($"{OperationsEndpoints.NameOf<TContext>()}_ReadHealth").WithSummary("Version, readiness, messages that wait, space, and settings without secrets")
            .ProducesProblem(403).AllowRoles(Role.Admin);

    private static async Task<Ok<HealthAnswer>> HandleAsync<TContext>(
        Database<TContext> database, Readiness readiness, IOptions<DataOptions> data, IConfiguration configuration, TimeProvider time, CancellationToken ct)
        where TContext : ServiceDbContext
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = database.Read();
        var unsent = db.Outbox.Where(m => m.ParkedAt == null);
        var oldest = await unsent.MinAsync(m => (DateTime?)m.CreatedAt, ct);
        var directory = db.Database.IsSqlite() ? data.Value.Directory : null;
        return TypedResults.Ok(new HealthAnswer(
            ServiceNames.Of<TContext>(), VersionOf(typeof(TContext).Assembly), readiness.IsReady,
            (now - System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds, await unsent.CountAsync(ct), oldest is { } since ? (now - since).TotalSeconds : null,
            await db.Outbox.CountAsync(m => m.ParkedAt != null, ct), directory is null ? null : SizeOf(Path.Combine(directory, ServiceNames.Of<TContext>() + ".db")),
            directory is null ? null : new DriveInfo(directory).AvailableFreeSpace, [.. Shown.Select(s => SettingOf(s.Key.Replace("{service}", OperationsEndpoints.NameOf<TContext>(), StringComparison.Ordinal), s.IsSecret, configuration))]));
    }

    private static string VersionOf(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static long SizeOf(string file) => new[] { file, file + "-wal" }.Select(f => new FileInfo(f)).Where(f => f.Exists).Sum(f => f.Length);

    /// <summary>A list is its items, one after the other.</summary>
    private static SettingAnswer SettingOf(string key, bool isSecret, IConfiguration configuration)
    {
        var section = configuration.GetSection(key);
        var value = section.Value ?? string.Join(", ", section.GetChildren().Select(c => c.Value));
        return new SettingAnswer(key.Replace(":", "__", StringComparison.Ordinal), value.Length > 0, isSecret, isSecret || value.Length == 0 ? null : value);
    }
}

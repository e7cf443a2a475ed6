using System.Reflection;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>
/// Who calls, with the rights that this service's copy knows now. Endpoints take it as a parameter. What a caller may not see
/// is answered as if it did not exist.
/// </summary>
public sealed record Caller(Guid Id, Guid SessionId, IReadOnlySet<Role> Roles, IReadOnlySet<string> Sites, string? Subdistrict, IReadOnlySet<Guid> Residents)
{
    private static readonly object ItemKey = new();

    /// <summary>Who the caller is as a resident; null for everybody else, family too.</summary>
    public Guid? OwnResidentId { get; init; }

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>The resident themselves, or confirmed family.</summary>
    public bool ActsFor(Guid residentId) => Residents.Contains(residentId);

    /// <summary>Canteen staff of that site.</summary>
    public bool WorksAt(string siteCode) => Is(Role.CanteenStaff) && Sites.Contains(siteCode);

    /// <summary>Canteen staff, an officer or an auditor of that subdistrict.</summary>
    public bool BelongsTo(string? subdistrict) => subdistrict is not null && Subdistrict == subdistrict;

    public bool IsOfficerOf(string? subdistrict) => Is(Role.Officer) && BelongsTo(subdistrict);

    /// <summary>An officer or auditor of that subdistrict.</summary>
    public bool MayAudit(string? subdistrict) => (Is(Role.Officer) || Is(Role.Auditor)) && BelongsTo(subdistrict);

    public bool IsStaffIn(string? subdistrict) => Is(Role.CanteenStaff) && BelongsTo(subdistrict);

    public static async ValueTask<Caller?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        return await OfAsync(http);
    }

    /// <summary>The caller of this request, loaded once; null when nobody is signed in, or the session or person is not known.</summary>
    public static async Task<Caller?> OfAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(ItemKey, out var known))
            return (Caller?)known;
        Caller? caller = null;
        if (TokenAuthentication.SubjectOf(http.User) is { } subject && http.GetEndpoint()?.Metadata.GetMetadata<ICallerSource>() is { } source)
            caller = await source.LoadAsync(http.RequestServices, subject.PersonId, subject.SessionId, http.RequestAborted);
        http.Items[ItemKey] = caller;
        return caller;
    }
}

/// <summary>Endpoint metadata: which service's copy of rights counts.</summary>
public interface ICallerSource
{
    Task<Caller?> LoadAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct);
}

internal sealed class CallerSource<TContext> : ICallerSource
    where TContext : ServiceDbContext
{
    private static readonly TimeSpan WaitForNews = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly Func<TContext, Guid, Guid, CancellationToken, Task<Found?>> Find = EF.CompileAsyncQuery(
        (TContext db, Guid personId, Guid sessionId, CancellationToken ct) => db.People.Where(p => p.PersonId == personId)
            .Select(p => new Found(p, db.EndedSessions.Any(s => s.SessionId == sessionId))).SingleOrDefault());

    /// <summary>The token is ours, so Registry knows the person: a copy that does not yet hears of them in a moment.</summary>
    public async Task<Caller?> LoadAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct)
    {
        var time = services.GetRequiredService<TimeProvider>();
        for (var start = time.GetTimestamp(); ;)
        {
            var (isKnown, caller) = await FindAsync(services, personId, sessionId, ct);
            if (isKnown || time.GetElapsedTime(start) > WaitForNews)
                return caller;
            await Task.Delay(LookAgain, time, ct);
        }
    }

    private static async Task<(bool IsKnown, Caller? Caller)> FindAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<Database<TContext>>().Read();
        var found = await Find(db, personId, sessionId, ct);
        if (found is null || found.Ended)
            return (found is not null, null);
        var roles = found.Person.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Http.Json.TryParse<Role>(word, out var role) ? role : throw new InvalidOperationException($"Unknown role {word}")).ToHashSet();
        var residents = roles.Contains(Role.Resident)
            ? (await db.FamilyGrants.Where(g => g.PersonId == personId && g.Active).Select(g => g.ResidentId).ToListAsync(ct)).ToHashSet()
            : [];
        if (residents.Count > 0 && services.GetService<RegistryPulse>() is { IsSilent: true })
            throw new BadHttpRequestException("Registry is silent: family grants may be out of date", StatusCodes.Status503ServiceUnavailable);
        if (found.Person.ResidentId is { } own)
            residents.Add(own);
        var sites = found.Person.Sites.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        return (true, new Caller(personId, sessionId, roles, sites, found.Person.Subdistrict, residents) { OwnResidentId = found.Person.ResidentId });
    }

    private sealed record Found(PersonCopy Person, bool Ended);
}

using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>A service's copy of what a person may do; kept from <see cref="PersonChanged"/>.</summary>
public sealed class PersonCopy
{
    public required Guid PersonId { get; init; }

    public int Version { get; set; }

    /// <summary>Words separated by spaces.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Site codes separated by spaces.</summary>
    public string Sites { get; set; } = "";

    /// <summary>Null for people of no subdistrict.</summary>
    public string? Subdistrict { get; set; }

    /// <summary>The resident that the person is; null for others.</summary>
    public Guid? ResidentId { get; set; }
}

/// <summary>A service's copy of a family link; withdrawn ones stay, so that an older message cannot revive them.</summary>
public sealed class FamilyGrant
{
    public required Guid FamilyLinkId { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    public bool Active { get; set; }
}

/// <summary>A sign-in whose access tokens count no longer.</summary>
public sealed class EndedSession
{
    public required Guid SessionId { get; init; }

    public required Instant EndedAt { get; init; }
}

internal static class AccessCopySetup
{
    /// <summary>Adds the consumers that keep the copy in this service's database.</summary>
    public static void AddAccessCopy<TContext>(this IServiceCollection services)
        where TContext : ServiceDbContext
    {
        services.AddConsumer<PersonChangedConsumer<TContext>, PersonChanged, TContext>();
        services.AddConsumer<FamilyLinkChangedConsumer<TContext>, FamilyLinkChanged, TContext>();
        services.AddConsumer<SessionEndedConsumer<TContext>, SessionEnded, TContext>();
    }
}

internal sealed class PersonChangedConsumer<TContext> : IConsume<PersonChanged, TContext>
    where TContext : ServiceDbContext
{
    public async Task ConsumeAsync(PersonChanged message, Unit<TContext> unit, CancellationToken ct)
    {
        var person = await unit.Db.People.FindAsync([message.PersonId], ct);
        if (person is null)
            unit.Db.People.Add(person = new PersonCopy { PersonId = message.PersonId });
        else if (person.Version >= message.Version)
            return;
        person.Version = message.Version;
        person.Roles = string.Join(' ', message.Roles.Select(Http.Json.Word));
        person.Sites = string.Join(' ', message.Sites);
        person.Subdistrict = message.Subdistrict;
        person.ResidentId = message.ResidentId;
    }
}

internal sealed class FamilyLinkChangedConsumer<TContext> : IConsume<FamilyLinkChanged, TContext>
    where TContext : ServiceDbContext
{
    public async Task ConsumeAsync(FamilyLinkChanged message, Unit<TContext> unit, CancellationToken ct)
    {
        var grant = await unit.Db.FamilyGrants.FindAsync([message.FamilyLinkId], ct);
        if (grant is null)
            unit.Db.FamilyGrants.Add(grant = new FamilyGrant { FamilyLinkId = message.FamilyLinkId, PersonId = message.PersonId, ResidentId = message.ResidentId });
        else if (grant.Version >= message.Version)
            return;
        grant.Version = message.Version;
        grant.Active = message.Active;
    }
}

internal sealed class SessionEndedConsumer<TContext> : IConsume<SessionEnded, TContext>
    where TContext : ServiceDbContext
{
    public async Task ConsumeAsync(SessionEnded message, Unit<TContext> unit, CancellationToken ct)
    {
        if (await unit.Db.EndedSessions.FindAsync([message.SessionId], ct) is null)
            unit.Db.EndedSessions.Add(new EndedSession { SessionId = message.SessionId, EndedAt = message.OccurredAt });
    }
}

using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.People;

/// <summary>Somebody who can sign in: by phone (residents and family), or by user name and password (staff).</summary>
internal sealed class Person
{
    public required Guid Id { get; init; }

    public int Version { get; private set; }

    public required string Name { get; set; }

    /// <summary>Digits; null for people who do not sign in by phone.</summary>
    public string? Phone { get; init; }

    /// <summary>Lower case; null for people who do not sign in by password.</summary>
    public string? UserName { get; init; }

    /// <summary>Null without a user name.</summary>
    public string? PasswordHash { get; set; }

    public IReadOnlyList<Role> Roles { get; set; } = [];

    public IReadOnlyList<string> Sites { get; set; } = [];

    /// <summary>Null for family and administrators.</summary>
    public string? Subdistrict { get; set; }

    /// <summary>The resident that the person is; null for others.</summary>
    public Guid? ResidentId { get; set; }

    public static string NormalUserName(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>Counts the change and tells every service.</summary>
    public void Tell(Unit<RegistryDbContext> unit)
    {
        Version++;
        unit.Publish(
            new PersonChanged
            {
                PersonId = Id, Version = Version, Roles = Roles, Sites = Sites, Subdistrict = Subdistrict, ResidentId = ResidentId, OccurredAt = unit.Now,
            },
            Id, Version);
    }
}

internal static class PersonQueries
{
    /// <summary>Sees people whom this unit has added and not yet saved, too.</summary>
    public static async Task<Person?> FindByPhoneAsync(this RegistryDbContext db, string phone, CancellationToken ct) =>
        db.Persons.Local.FirstOrDefault(p => p.Phone == phone) ?? await db.Persons.SingleOrDefaultAsync(p => p.Phone == phone, ct);
}

internal static class PersonMapping
{
    public static void Map(ModelBuilder model) => model.Entity<Person>(e =>
    {
        e.ToTable("persons");
        e.Property(p => p.Id).ValueGeneratedNever();
        e.Property(p => p.Version).IsConcurrencyToken();
        e.Property(p => p.Name).HasMaxLength(200);
        e.Property(p => p.Phone).HasMaxLength(PhoneNumber.MaxLength);
        e.Property(p => p.UserName).HasMaxLength(60);
        e.Property(p => p.PasswordHash).HasMaxLength(200);
        e.Property(p => p.Roles).HasConversion(
            roles => string.Join(' ', roles.Select(Json.Word)),
            words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RoleOf).ToList(),
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<IReadOnlyList<Role>>((a, b) => a!.SequenceEqual(b!), r => r.Count, r => r)).HasMaxLength(200);
        e.Property(p => p.Sites).HasJson().HasMaxLength(2000);
        e.Property(p => p.Subdistrict).HasMaxLength(40);
        e.HasIndex(p => p.Phone).IsUnique().HasFilter("Phone IS NOT NULL");
        e.HasIndex(p => p.UserName).IsUnique().HasFilter("UserName IS NOT NULL");
        e.HasIndex(p => p.ResidentId);
    });

    private static Role RoleOf(string word) => Json.TryParse<Role>(word, out var role) ? role : throw new InvalidOperationException($"Unknown role {word}");
}

using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

    /// <summary>Somebody else knows the password: it opens nothing but the choice of a new one.</summary>
    public bool PasswordIsTemporary { get; set; }

    /// <summary>False for staff who have left: they cannot sign in and have no rights, what they did keeps their name.</summary>
    public bool Active { get; set; } = true;

    public IReadOnlyList<Role> Roles { get; set; } = [];

    public IReadOnlyList<string> Sites { get; set; } = [];

    /// <summary>Null for family and administrators.</summary>
    public string? Subdistrict { get; set; }

    /// <summary>The resident that the person is; null for others.</summary>
    public Guid? ResidentId { get; set; }

    public bool IsAdmin => Active && Roles.Contains(Role.Admin);

    public static string NormalUserName(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>Counts the change and tells every service.</summary>
    public void Tell(Unit<RegistryDbContext> unit)
    {
        Version++;
        unit.Publish(
            new PersonChanged
            {
                PersonId = Id, Version = Version, Roles = Active ? Roles : [], Sites = Sites, Subdistrict = Subdistrict, ResidentId = ResidentId, OccurredAt = unit.Now,
            },
            Id, Version);
        if (Phone is not null)
        {
            unit.Publish(
                new PersonContactChanged { PersonId = Id, Version = Version, Name = Name, Phone = Phone, ResidentId = ResidentId, OccurredAt = unit.Now }, Id, Version);
        }
    }
}

internal static class PersonQueries
{
    /// <summary>Sees people whom this unit has added and not yet saved, too.</summary>
    public static async Task<Person?> FindByPhoneAsync(this RegistryDbContext db, string phone, CancellationToken ct) =>
        db.Persons.Local.FirstOrDefault(p => p.Phone == phone) ?? await db.Persons.SingleOrDefaultAsync(p => p.Phone == phone, ct);

    /// <summary>Whether anybody but this person is an administrator.</summary>
    public static async Task<bool> HasOtherAdminAsync(this RegistryDbContext db, Guid personId, CancellationToken ct) =>
        (await db.Persons.Where(p => p.Subdistrict == null && p.UserName != null && p.Id != personId).ToListAsync(ct)).Exists(p => p.IsAdmin);
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
        e.Property(p => p.Roles).HasRoles();
        e.Property(p => p.Sites).HasJson().HasMaxLength(2000);
        e.Property(p => p.Subdistrict).HasMaxLength(40);
        e.HasIndex(p => p.Phone).IsUnique().HasFilter("Phone IS NOT NULL");
        e.HasIndex(p => p.UserName).IsUnique().HasFilter("UserName IS NOT NULL");
        e.HasIndex(p => p.ResidentId);
        e.Ignore(p => p.IsAdmin);
    });

    /// <summary>Roles as their words of the wire, separated by blanks.</summary>
    public static PropertyBuilder<IReadOnlyList<Role>> HasRoles(this PropertyBuilder<IReadOnlyList<Role>> property) =>
        property.HasConversion(
            roles => string.Join(' ', roles.Select(Json.Word)),
            words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RoleOf).ToList(),
            new ValueComparer<IReadOnlyList<Role>>((a, b) => a!.SequenceEqual(b!), r => r.Count, r => r)).HasMaxLength(200);

    private static Role RoleOf(string word) => Json.TryParse<Role>(word, out var role) ? role : throw new InvalidOperationException($"Unknown role {word}");
}

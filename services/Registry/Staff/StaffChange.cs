using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Staff;

internal enum StaffAction
{
    Added,
    Changed,
    PasswordReset,
}

/// <summary>Who did what to an account, with the rights it had from then on; never changed. Rights over money begin here.</summary>
internal sealed class StaffChange
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required StaffAction Action { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required string? Subdistrict { get; init; }

    public required IReadOnlyList<string> Sites { get; init; }

    public required bool Active { get; init; }

    public required Instant At { get; init; }

    /// <summary>Null for the first administrator, whom nobody made.</summary>
    public required Guid? By { get; init; }

    public static void Note(Unit<RegistryDbContext> unit, Person person, StaffAction action, Guid? by) => unit.Db.StaffChanges.Add(new StaffChange
    {
        Id = Ids.New(), PersonId = person.Id, Action = action, Name = person.Name, Roles = person.Roles, Subdistrict = person.Subdistrict,
        Sites = person.Sites, Active = person.Active, At = unit.Now, By = by,
    });
}

internal static class StaffMapping
{
    public static void Map(ModelBuilder model) => model.Entity<StaffChange>(e =>
    {
        e.ToTable("staff_changes");
        e.Property(c => c.Id).ValueGeneratedNever();
        e.Property(c => c.Action).HasWord();
        e.Property(c => c.Name).HasMaxLength(200);
        e.Property(c => c.Roles).HasRoles();
        e.Property(c => c.Sites).HasJson().HasMaxLength(2000);
        e.Property(c => c.Subdistrict).HasMaxLength(40);
        e.HasIndex(c => c.PersonId);
    });
}

using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// A service's own database, with the tables that every service has: outbox, inbox, idempotency keys, the copy of people's
/// rights, and the mark of a demonstration. Derived once per provider, for its migration.
/// </summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    public DbSet<KeptIdempotencyKey> IdempotencyKeys => Set<KeptIdempotencyKey>();

    public DbSet<PersonCopy> People => Set<PersonCopy>();

    public DbSet<FamilyGrant> FamilyGrants => Set<FamilyGrant>();

    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();

    internal DbSet<InstallationMark> InstallationMarks => Set<InstallationMark>();

    /// <summary>
    /// Whatever a migration cannot carry (it is generated anew, and a rebuilt table loses its triggers), made again after each
    /// migration: it must be harmless to run twice.
    /// </summary>
    protected internal virtual Task AfterMigrationAsync(CancellationToken ct) => Task.CompletedTask;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddNodaTime();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>(e =>
        {
            e.ToTable("outbox");
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Type).HasMaxLength(200);
            e.Property(m => m.TraceParent).HasMaxLength(64);
            e.Property(m => m.Error).HasMaxLength(2000);
            e.Ignore(m => m.Message);
            e.HasIndex(m => new { m.ParkedAt, m.NextAttemptAt });
        });
        modelBuilder.Entity<InboxMessage>(e =>
        {
            e.ToTable("inbox");
            e.HasKey(m => new { m.Consumer, m.MessageId });
            e.Property(m => m.Consumer).HasMaxLength(100);
            e.HasIndex(m => m.ReceivedAt);
        });
        modelBuilder.Entity<KeptIdempotencyKey>(e =>
        {
            e.ToTable("idempotency_keys");
            e.HasKey(k => new { k.Caller, k.Key });
            e.Property(k => k.Caller).HasMaxLength(40);
            e.Property(k => k.Key).HasMaxLength(128);
            e.Property(k => k.RequestHash).HasMaxLength(64);
            e.Property(k => k.ResourceId).HasMaxLength(100);
            e.HasIndex(k => k.ResourceId);
            e.HasIndex(k => k.CreatedAt);
        });
        modelBuilder.Entity<PersonCopy>(e =>
        {
            e.ToTable("people");
            e.HasKey(p => p.PersonId);
            e.Property(p => p.PersonId).ValueGeneratedNever();
            e.Property(p => p.Roles).HasMaxLength(200);
            e.Property(p => p.Sites).HasMaxLength(2000);
            e.Property(p => p.Subdistrict).HasMaxLength(40);
        });
        modelBuilder.Entity<FamilyGrant>(e =>
        {
            e.ToTable("family_grants");
            e.HasKey(g => g.FamilyLinkId);
            e.Property(g => g.FamilyLinkId).ValueGeneratedNever();
            e.HasIndex(g => g.PersonId);
        });
        modelBuilder.Entity<EndedSession>(e =>
        {
            e.ToTable("ended_sessions");
            e.HasKey(s => s.SessionId);
            e.Property(s => s.SessionId).ValueGeneratedNever();
        });
        modelBuilder.Entity<InstallationMark>(e =>
        {
            e.ToTable("installation");
            e.Property(m => m.Id).ValueGeneratedNever();
        });
    }
}

/// <summary>One row: whether this database was made as a demonstration.</summary>
internal sealed class InstallationMark
{
    public int Id { get; init; } = 1;

    public required bool Demo { get; init; }
}

using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using MealDispatch.Dispatch.Places;
using MealDispatch.Dispatch.Proofs;
using MealDispatch.Dispatch.Residents;
using MealDispatch.Dispatch.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Data;

internal abstract class DispatchDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<DeliveryAttempt> Attempts => Set<DeliveryAttempt>();

    public DbSet<AttemptEvent> AttemptEvents => Set<AttemptEvent>();

    public DbSet<TrackPoint> TrackPoints => Set<TrackPoint>();

    public DbSet<DeliveryProof> Proofs => Set<DeliveryProof>();

    public DbSet<SiteCopy> Sites => Set<SiteCopy>();

    public DbSet<ResidentContact> ResidentContacts => Set<ResidentContact>();

    public DbSet<CancelledOrder> CancelledOrders => Set<CancelledOrder>();

    public DbSet<ClosedTicket> ClosedTickets => Set<ClosedTicket>();

    public DbSet<RiderShift> RiderShifts => Set<RiderShift>();

    public DbSet<ManualStop> ManualStops => Set<ManualStop>();

    public DbSet<DeclinedTask> DeclinedTasks => Set<DeclinedTask>();

    public DbSet<PlannedStop> PlannedStops => Set<PlannedStop>();

    public DbSet<KeptCourierToken> CourierTokens => Set<KeptCourierToken>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var deliveries = new DeliveryMapping();
        modelBuilder.ApplyConfiguration<Delivery>(deliveries);
        modelBuilder.ApplyConfiguration<CancelledOrder>(deliveries);
        modelBuilder.ApplyConfiguration<ClosedTicket>(deliveries);
        var attempts = new AttemptMapping();
        modelBuilder.ApplyConfiguration<DeliveryAttempt>(attempts);
        modelBuilder.ApplyConfiguration<AttemptEvent>(attempts);
        modelBuilder.ApplyConfiguration<KeptCourierToken>(attempts);
        modelBuilder.ApplyConfiguration(new DeliveryProofMapping());
        modelBuilder.ApplyConfiguration(new SiteCopyMapping());
        var shifts = new RiderShiftMapping();
        modelBuilder.ApplyConfiguration<RiderShift>(shifts);
        modelBuilder.ApplyConfiguration<ManualStop>(shifts);
        modelBuilder.ApplyConfiguration<DeclinedTask>(shifts);
        modelBuilder.ApplyConfiguration<PlannedStop>(shifts);
        modelBuilder.ApplyConfiguration(new ResidentContactMapping());
        modelBuilder.ApplyConfiguration(new TrackPointMapping());
    }
}

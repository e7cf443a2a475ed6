using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.Shifts;

/// <summary>When one of the town's own riders is there, at which kitchen, and how much he carries at once.</summary>
internal sealed class RiderShift
{
    public required Guid Id { get; init; }

    public required Guid RiderId { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>The canteen where he collects.</summary>
    public required string SiteCode { get; init; }

    public required Instant StartsAt { get; init; }

    /// <summary>Back by then; earlier than planned when he left.</summary>
    public required Instant EndsAt { get; set; }

    /// <summary>Meals.</summary>
    public required int Capacity { get; init; }

    public int Version { get; private set; }

    public void Leave(Instant now)
    {
        EndsAt = Instant.Max(StartsAt, Instant.Min(EndsAt, now));
        Version++;
    }

    /// <summary>Staff of the kitchen, officers of the subdistrict, and the rider himself.</summary>
    public bool ConcernsAsStaff(Caller caller) => caller.WorksAt(SiteCode) || caller.IsOfficerOf(Subdistrict);
}

/// <summary>A door that staff gave to a rider by hand, at its place in his order.</summary>
internal sealed class ManualStop
{
    public required Guid DeliveryId { get; init; }

    public required Guid ShiftId { get; set; }

    /// <summary>Counts from 1 within the shift.</summary>
    public required int Position { get; set; }
}

/// <summary>A rider said no to a delivery; it is not offered to him again.</summary>
internal sealed class DeclinedTask
{
    public required Guid DeliveryId { get; init; }

    public required Guid RiderId { get; init; }

    public required Instant DeclinedAt { get; init; }
}

/// <summary>What the planner last said about a delivery that waits at the kitchen: an offer until its rider accepts it.</summary>
internal sealed class PlannedStop
{
    public required Guid DeliveryId { get; init; }

    public required Guid ShiftId { get; init; }

    public required Guid RiderId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>The rider's n-th way from the kitchen, from now.</summary>
    public required int Trip { get; init; }

    /// <summary>Counts from 1 within the shift; doors of one building have one after the other.</summary>
    public required int Position { get; init; }

    public required Instant LeavesAt { get; init; }

    /// <summary>At the door.</summary>
    public required Instant At { get; init; }
}

/// <summary>The rider has another shift at that time.</summary>
internal sealed record ShiftOverlaps() : RuleRefused("dispatch.shift-overlaps")
{
    public override string? Detail => "这位骑手在这段时间已经有班次了。";
}

/// <summary>The shift is over.</summary>
internal sealed record ShiftOver() : RuleRefused("dispatch.shift-over")
{
    public override string? Detail => "这个班次已经结束了。";
}

/// <summary>One of the deliveries does not wait at this kitchen for an own rider.</summary>
internal sealed record NotWaitingHere(Guid DeliveryId) : RuleRefused("dispatch.not-waiting-here")
{
    public override string? Detail => "其中有的餐不在这个食堂等骑手。";
}

internal sealed class RiderShiftMapping
    : IEntityTypeConfiguration<RiderShift>, IEntityTypeConfiguration<ManualStop>, IEntityTypeConfiguration<DeclinedTask>, IEntityTypeConfiguration<PlannedStop>
{
    public void Configure(EntityTypeBuilder<RiderShift> builder)
    {
        builder.ToTable("rider_shifts");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.SiteCode).HasMaxLength(40);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => new { s.SiteCode, s.EndsAt });
        builder.HasIndex(s => new { s.RiderId, s.EndsAt });
    }

    public void Configure(EntityTypeBuilder<ManualStop> builder)
    {
        builder.ToTable("manual_stops");
        builder.HasKey(s => s.DeliveryId);
        builder.Property(s => s.DeliveryId).ValueGeneratedNever();
        builder.HasIndex(s => s.ShiftId);
    }

    public void Configure(EntityTypeBuilder<DeclinedTask> builder)
    {
        builder.ToTable("declined_tasks");
        builder.HasKey(d => new { d.DeliveryId, d.RiderId });
    }

    public void Configure(EntityTypeBuilder<PlannedStop> builder)
    {
        builder.ToTable("planned_stops");
        builder.HasKey(s => s.DeliveryId);
        builder.Property(s => s.DeliveryId).ValueGeneratedNever();
        builder.Property(s => s.SiteCode).HasMaxLength(40);
        builder.HasIndex(s => s.SiteCode);
        builder.HasIndex(s => s.RiderId);
    }
}

internal sealed record ShiftView(
    Guid Id, Guid RiderId, string SiteCode, Instant From, Instant To, int Capacity, int Version, IReadOnlyList<ShiftStopView> Stops)
{
    public static async Task<ShiftView> OfAsync(DispatchDbContext db, RiderShift shift, CancellationToken ct) =>
        (await OfAsync(db, [shift], ct)).Single();

    public static async Task<IReadOnlyList<ShiftView>> OfAsync(DispatchDbContext db, IReadOnlyList<RiderShift> shifts, CancellationToken ct)
    {
        var ids = shifts.Select(s => s.Id).ToList();
        var stops = (await (
            from planned in db.PlannedStops
            join delivery in db.Deliveries on planned.DeliveryId equals delivery.Id
            join known in db.ResidentContacts on delivery.ResidentId equals known.ResidentId into contacts
            from contact in contacts.DefaultIfEmpty()
            where ids.Contains(planned.ShiftId)
            orderby planned.Position
            select new { planned, delivery.OrderNumber, delivery.TicketCode, contact, ByHand = db.ManualStops.Any(m => m.DeliveryId == planned.DeliveryId) }).ToListAsync(ct))
            .ToLookup(row => row.planned.ShiftId);
        return
        [
            .. shifts.Select(s => new ShiftView(
                s.Id, s.RiderId, s.SiteCode, s.StartsAt, s.EndsAt, s.Capacity, s.Version,
                [.. stops[s.Id].Select(row => new ShiftStopView(
                    row.planned.DeliveryId, row.OrderNumber, row.TicketCode, row.contact?.Address, row.planned.Trip, row.planned.Position, row.planned.LeavesAt, row.planned.At, row.ByHand))])),
        ];
    }
}

/// <param name="Trip">The n-th way from the kitchen, from now.</param>
/// <param name="Position">In the shift's whole order.</param>
/// <param name="LeavesAt">The kitchen.</param>
/// <param name="At">The door.</param>
/// <param name="ByHand">Set by staff: the planner leaves it there.</param>
internal sealed record ShiftStopView(
    Guid DeliveryId, string OrderNumber, string? TicketCode, string? Address, int Trip, int Position, Instant LeavesAt, Instant At, bool ByHand);

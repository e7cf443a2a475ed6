using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MealDispatch.Dispatch.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attempt_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    RawCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProviderTime = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DedupeKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Raw = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempt_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "cancelled_orders",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cancelled_orders", x => x.OrderId);
                });

            migrationBuilder.CreateTable(
                name: "closed_tickets",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TicketCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closed_tickets", x => x.OrderId);
                });

            migrationBuilder.CreateTable(
                name: "courier_tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    FetchedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Refresh = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_courier_tokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "declined_tasks",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RiderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeclinedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_declined_tasks", x => new { x.DeliveryId, x.RiderId });
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PlannedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ServeFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ServeTo = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Meals = table.Column<int>(type: "INTEGER", nullable: false),
                    FoodFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    BatchClosed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TicketCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OrderCancelled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    NeedsAttention = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    OwnRidersOnly = table.Column<bool>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "delivery_attempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedAtReal = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Live = table.Column<bool>(type: "INTEGER", nullable: false),
                    Requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    PickedUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoorPlannedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ProviderRef = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RiderName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RiderPhone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RiderPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RiderSequence = table.Column<int>(type: "INTEGER", nullable: false),
                    QuotedFen = table.Column<long>(type: "INTEGER", nullable: true),
                    FeeFen = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelFeeFen = table.Column<long>(type: "INTEGER", nullable: true),
                    EtaAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastProviderTime = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    RawCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Stray = table.Column<bool>(type: "INTEGER", nullable: false),
                    CancelWanted = table.Column<bool>(type: "INTEGER", nullable: false),
                    DoorReported = table.Column<bool>(type: "INTEGER", nullable: false),
                    RiderAsksToGo = table.Column<bool>(type: "INTEGER", nullable: false),
                    SendAgain = table.Column<bool>(type: "INTEGER", nullable: false),
                    HeldReport = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Absences = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NextCallAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery_attempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "delivery_proofs",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    RiderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Meters = table.Column<int>(type: "INTEGER", nullable: true),
                    Holds = table.Column<bool>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Photo = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PhotoType = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery_proofs", x => new { x.DeliveryId, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "ended_sessions",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ended_sessions", x => x.SessionId);
                });

            migrationBuilder.CreateTable(
                name: "family_grants",
                columns: table => new
                {
                    FamilyLinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_family_grants", x => x.FamilyLinkId);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    RequestHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ResourceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.Caller, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    Consumer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.Consumer, x.MessageId });
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "manual_stops",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ShiftId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_manual_stops", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ParkedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sites = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "planned_stops",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ShiftId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RiderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Trip = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    LeavesAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planned_stops", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "resident_contacts",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ShortName = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Lat = table.Column<double>(type: "REAL", nullable: true),
                    Lng = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resident_contacts", x => x.ResidentId);
                });

            migrationBuilder.CreateTable(
                name: "rider_shifts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RiderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rider_shifts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Lat = table.Column<double>(type: "REAL", nullable: true),
                    Lng = table.Column<double>(type: "REAL", nullable: true),
                    Couriers = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    CourierLimits = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sites", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "track_points",
                columns: table => new
                {
                    DeliveryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Lat = table.Column<double>(type: "REAL", nullable: false),
                    Lng = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_track_points", x => new { x.DeliveryId, x.At });
                });

            migrationBuilder.CreateIndex(
                name: "IX_attempt_events_AttemptId",
                table: "attempt_events",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_attempt_events_Provider_DedupeKey",
                table: "attempt_events",
                columns: new[] { "Provider", "DedupeKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_courier_tokens_Provider_FetchedAt",
                table: "courier_tokens",
                columns: new[] { "Provider", "FetchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_OrderId",
                table: "deliveries",
                column: "OrderId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_ResidentId",
                table: "deliveries",
                column: "ResidentId");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_SiteCode_ServiceDate",
                table: "deliveries",
                columns: new[] { "SiteCode", "ServiceDate" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_Status_PlannedAt",
                table: "deliveries",
                columns: new[] { "Status", "PlannedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_attempts_Code",
                table: "delivery_attempts",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_delivery_attempts_DeliveryId_Number",
                table: "delivery_attempts",
                columns: new[] { "DeliveryId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_delivery_attempts_Live_NextCallAt",
                table: "delivery_attempts",
                columns: new[] { "Live", "NextCallAt" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_attempts_RiderPersonId",
                table: "delivery_attempts",
                column: "RiderPersonId");

            migrationBuilder.CreateIndex(
                name: "at_most_one_live_attempt",
                table: "delivery_attempts",
                column: "DeliveryId",
                unique: true,
                filter: "Live = 1");

            migrationBuilder.CreateIndex(
                name: "IX_family_grants_PersonId",
                table: "family_grants",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_CreatedAt",
                table: "idempotency_keys",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_ResourceId",
                table: "idempotency_keys",
                column: "ResourceId");

            migrationBuilder.CreateIndex(
                name: "IX_inbox_ReceivedAt",
                table: "inbox",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_manual_stops_ShiftId",
                table: "manual_stops",
                column: "ShiftId");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_NextAttemptAt",
                table: "outbox",
                columns: new[] { "ParkedAt", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_planned_stops_RiderId",
                table: "planned_stops",
                column: "RiderId");

            migrationBuilder.CreateIndex(
                name: "IX_planned_stops_SiteCode",
                table: "planned_stops",
                column: "SiteCode");

            migrationBuilder.CreateIndex(
                name: "IX_rider_shifts_RiderId_EndsAt",
                table: "rider_shifts",
                columns: new[] { "RiderId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_rider_shifts_SiteCode_EndsAt",
                table: "rider_shifts",
                columns: new[] { "SiteCode", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_track_points_At",
                table: "track_points",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attempt_events");

            migrationBuilder.DropTable(
                name: "cancelled_orders");

            migrationBuilder.DropTable(
                name: "closed_tickets");

            migrationBuilder.DropTable(
                name: "courier_tokens");

            migrationBuilder.DropTable(
                name: "declined_tasks");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "delivery_attempts");

            migrationBuilder.DropTable(
                name: "delivery_proofs");

            migrationBuilder.DropTable(
                name: "ended_sessions");

            migrationBuilder.DropTable(
                name: "family_grants");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "manual_stops");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "planned_stops");

            migrationBuilder.DropTable(
                name: "resident_contacts");

            migrationBuilder.DropTable(
                name: "rider_shifts");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "track_points");
        }
    }
}

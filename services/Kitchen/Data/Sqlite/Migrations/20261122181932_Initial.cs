using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MealDispatch.Kitchen.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Wave = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CutoffAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OverdueSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batches", x => x.Id);
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
                name: "closed_windows",
                columns: table => new
                {
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderIds = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closed_windows", x => new { x.SiteCode, x.ServiceDate, x.MealPeriod });
                });

            migrationBuilder.CreateTable(
                name: "counter_meals",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counter_meals", x => x.OrderId);
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
                name: "food_safety_records",
                columns: table => new
                {
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CookedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CoreTemperatureTenths = table.Column<int>(type: "INTEGER", nullable: false),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PortionsCooked = table.Column<int>(type: "INTEGER", nullable: true),
                    SampleGrams = table.Column<int>(type: "INTEGER", nullable: false),
                    SamplePlace = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SampleTakenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SampleDisposedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NotedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    NotedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_food_safety_records", x => new { x.BatchId, x.Version });
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
                name: "print_jobs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TicketCode = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Copy = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    InPlaceOf = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_print_jobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "printer_states",
                columns: table => new
                {
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Condition = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PaperNearEnd = table.Column<bool>(type: "INTEGER", nullable: false),
                    AnswersStatus = table.Column<bool>(type: "INTEGER", nullable: true),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastPrintAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    HeldBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    HeldUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_printer_states", x => x.SiteCode);
                });

            migrationBuilder.CreateTable(
                name: "printers",
                columns: table => new
                {
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    WidthMm = table.Column<int>(type: "INTEGER", nullable: false),
                    AutoPrint = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_printers", x => x.SiteCode);
                });

            migrationBuilder.CreateTable(
                name: "recall_reads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReadBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ItemCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    People = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recall_reads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "resident_cards",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CardHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resident_cards", x => x.ResidentId);
                });

            migrationBuilder.CreateTable(
                name: "residents",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    AddressText = table.Column<string>(type: "TEXT", nullable: false),
                    Phone = table.Column<string>(type: "TEXT", nullable: true),
                    HasPoint = table.Column<bool>(type: "INTEGER", nullable: false),
                    Building = table.Column<string>(type: "TEXT", nullable: true),
                    Room = table.Column<string>(type: "TEXT", nullable: true),
                    DietTags = table.Column<string>(type: "TEXT", nullable: false),
                    Avoid = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_residents", x => x.ResidentId);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SuppliedBy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Subdistrict = table.Column<string>(type: "TEXT", nullable: false),
                    OrderWindows = table.Column<string>(type: "TEXT", nullable: false),
                    ClosedDates = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sites", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "tickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Fulfilment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Lines = table.Column<string>(type: "TEXT", nullable: false),
                    Remark = table.Column<string>(type: "TEXT", nullable: true),
                    DueFen = table.Column<long>(type: "INTEGER", nullable: false),
                    ServeFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ServeTo = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    CareToken = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PickedUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    History = table.Column<string>(type: "TEXT", nullable: false),
                    Copies = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tickets", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_batches_KitchenSiteCode_ServiceDate_MealPeriod_Wave",
                table: "batches",
                columns: new[] { "KitchenSiteCode", "ServiceDate", "MealPeriod", "Wave" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_Name",
                table: "batches",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_Status",
                table: "batches",
                column: "Status");

            migrationBuilder.CreateIndex(
                name: "IX_batches_one_open",
                table: "batches",
                columns: new[] { "KitchenSiteCode", "ServiceDate", "MealPeriod" },
                unique: true,
                filter: "Status = 'open'");

            migrationBuilder.CreateIndex(
                name: "IX_closed_windows_KitchenSiteCode_ServiceDate_MealPeriod",
                table: "closed_windows",
                columns: new[] { "KitchenSiteCode", "ServiceDate", "MealPeriod" });

            migrationBuilder.CreateIndex(
                name: "IX_counter_meals_SiteCode_ServiceDate_MealPeriod",
                table: "counter_meals",
                columns: new[] { "SiteCode", "ServiceDate", "MealPeriod" });

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
                name: "IX_outbox_ParkedAt_NextAttemptAt",
                table: "outbox",
                columns: new[] { "ParkedAt", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_print_jobs_RunId",
                table: "print_jobs",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_print_jobs_SiteCode",
                table: "print_jobs",
                column: "SiteCode");

            migrationBuilder.CreateIndex(
                name: "IX_print_jobs_State_SiteCode",
                table: "print_jobs",
                columns: new[] { "State", "SiteCode" });

            migrationBuilder.CreateIndex(
                name: "IX_print_jobs_TicketId_Copy",
                table: "print_jobs",
                columns: new[] { "TicketId", "Copy" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_resident_cards_CardHash",
                table: "resident_cards",
                column: "CardHash");

            migrationBuilder.CreateIndex(
                name: "IX_sites_SuppliedBy",
                table: "sites",
                column: "SuppliedBy");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_BatchId",
                table: "tickets",
                column: "BatchId");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_Code",
                table: "tickets",
                column: "Code",
                unique: true,
                filter: "Code IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_KitchenSiteCode_ServiceDate_MealPeriod_Number",
                table: "tickets",
                columns: new[] { "KitchenSiteCode", "ServiceDate", "MealPeriod", "Number" },
                unique: true,
                filter: "Number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_OrderId",
                table: "tickets",
                column: "OrderId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "cancelled_orders");

            migrationBuilder.DropTable(
                name: "closed_windows");

            migrationBuilder.DropTable(
                name: "counter_meals");

            migrationBuilder.DropTable(
                name: "ended_sessions");

            migrationBuilder.DropTable(
                name: "family_grants");

            migrationBuilder.DropTable(
                name: "food_safety_records");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "print_jobs");

            migrationBuilder.DropTable(
                name: "printer_states");

            migrationBuilder.DropTable(
                name: "printers");

            migrationBuilder.DropTable(
                name: "recall_reads");

            migrationBuilder.DropTable(
                name: "resident_cards");

            migrationBuilder.DropTable(
                name: "residents");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "tickets");
        }
    }
}

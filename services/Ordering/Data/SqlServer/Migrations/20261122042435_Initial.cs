using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MealDispatch.Ordering.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ended_sessions",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ended_sessions", x => x.SessionId);
                });

            migrationBuilder.CreateTable(
                name: "family_grants",
                columns: table => new
                {
                    FamilyLinkId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Active = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_family_grants", x => x.FamilyLinkId);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    RequestHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ResourceId = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.Caller, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    Consumer = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.Consumer, x.MessageId });
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Demo = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "meal_account_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AmountFen = table.Column<long>(type: "bigint", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meal_account_entries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "meal_accounts",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BalanceFen = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meal_accounts", x => x.ResidentId);
                    table.CheckConstraint("ck_meal_accounts_not_below_zero", "BalanceFen >= 0");
                });

            migrationBuilder.CreateTable(
                name: "menu_stocks",
                columns: table => new
                {
                    KitchenCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "date", nullable: false),
                    MealPeriod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Sold = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_menu_stocks", x => new { x.KitchenCode, x.ServiceDate, x.MealPeriod, x.ItemCode });
                });

            migrationBuilder.CreateTable(
                name: "menus",
                columns: table => new
                {
                    KitchenCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "date", nullable: false),
                    MealPeriod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Items = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_menus", x => new { x.KitchenCode, x.ServiceDate, x.MealPeriod });
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Subdistrict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "date", nullable: false),
                    MealPeriod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Fulfilment = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Lines = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Remark = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PaymentMethod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    ExpectedPayableFen = table.Column<long>(type: "bigint", nullable: true),
                    LateReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PlacedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StoredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CutoffAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ServeFrom = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ServeTo = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AfterCutoff = table.Column<bool>(type: "bit", nullable: false),
                    TookCapacity = table.Column<bool>(type: "bit", nullable: false),
                    Counter = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    FoodFen = table.Column<long>(type: "bigint", nullable: false),
                    DeliveryFeeFen = table.Column<long>(type: "bigint", nullable: false),
                    SubsidyFen = table.Column<long>(type: "bigint", nullable: false),
                    PayableFen = table.Column<long>(type: "bigint", nullable: false),
                    PaidFen = table.Column<long>(type: "bigint", nullable: false),
                    Refunded = table.Column<bool>(type: "bit", nullable: false),
                    Subsidy = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SubsidyOutcome = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    HoldsMeal = table.Column<bool>(type: "bit", nullable: false),
                    Timeline = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Delivery = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Refusal = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    TicketCode = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    TraceParent = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ParkedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Error = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Roles = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Sites = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Subdistrict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "resident_cards",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    CardHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resident_cards", x => x.ResidentId);
                });

            migrationBuilder.CreateTable(
                name: "residents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Statuses = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Categories = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Subdistrict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Community = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Point = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    DietTags = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_residents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "site_meals",
                columns: table => new
                {
                    SiteCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "date", nullable: false),
                    MealPeriod = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    KitchenSiteCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    TraceParent = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CutoffAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Taken = table.Column<int>(type: "int", nullable: false),
                    LastNumber = table.Column<int>(type: "int", nullable: false),
                    CutoffSeenAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_site_meals", x => new { x.SiteCode, x.ServiceDate, x.MealPeriod });
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    KitchenCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Subdistrict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Point = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    DeliveryRadiusMeters = table.Column<int>(type: "int", nullable: false),
                    DeliveryFeeFen = table.Column<long>(type: "bigint", nullable: false),
                    OrderWindows = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ClosedDates = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sites", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "top_ups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ResidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AmountFen = table.Column<long>(type: "bigint", nullable: false),
                    Method = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AskedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PaymentToken = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_top_ups", x => x.Id);
                });

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
                name: "IX_meal_account_entries_OrderId_Kind",
                table: "meal_account_entries",
                columns: new[] { "OrderId", "Kind" },
                unique: true,
                filter: "OrderId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_meal_account_entries_ResidentId_Id",
                table: "meal_account_entries",
                columns: new[] { "ResidentId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_CutoffAt",
                table: "orders",
                column: "CutoffAt",
                filter: "Status = 'placed'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_Number",
                table: "orders",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_ResidentId_PlacedAt",
                table: "orders",
                columns: new[] { "ResidentId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_ResidentId_SiteCode_ServiceDate_MealPeriod",
                table: "orders",
                columns: new[] { "ResidentId", "SiteCode", "ServiceDate", "MealPeriod" },
                unique: true,
                filter: "HoldsMeal = 1");

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteCode_ServiceDate_MealPeriod",
                table: "orders",
                columns: new[] { "SiteCode", "ServiceDate", "MealPeriod" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_Subdistrict_PlacedAt",
                table: "orders",
                columns: new[] { "Subdistrict", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_NextAttemptAt",
                table: "outbox",
                columns: new[] { "ParkedAt", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_resident_cards_CardHash",
                table: "resident_cards",
                column: "CardHash");

            migrationBuilder.CreateIndex(
                name: "IX_site_meals_CutoffAt",
                table: "site_meals",
                column: "CutoffAt",
                filter: "ClosedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sites_KitchenCode",
                table: "sites",
                column: "KitchenCode");

            migrationBuilder.CreateIndex(
                name: "IX_top_ups_PaymentToken",
                table: "top_ups",
                column: "PaymentToken",
                unique: true,
                filter: "PaymentToken IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "meal_account_entries");

            migrationBuilder.DropTable(
                name: "meal_accounts");

            migrationBuilder.DropTable(
                name: "menu_stocks");

            migrationBuilder.DropTable(
                name: "menus");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "resident_cards");

            migrationBuilder.DropTable(
                name: "residents");

            migrationBuilder.DropTable(
                name: "site_meals");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "top_ups");
        }
    }
}

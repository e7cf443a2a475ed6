using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MealDispatch.Subsidy.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "budgets",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fen = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    WhenExhausted = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    WarnAtPercent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Warnings = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    ReservedFen = table.Column<long>(type: "INTEGER", nullable: false),
                    GrantedFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_budgets", x => x.Code);
                    table.CheckConstraint("CK_budgets_not_overdrawn", "ReservedFen >= 0 AND GrantedFen >= 0 AND ReservedFen + GrantedFen <= Fen");
                });

            migrationBuilder.CreateTable(
                name: "claw_backs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ResidentFen = table.Column<long>(type: "INTEGER", nullable: false),
                    OperatorFen = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    SettledMonth = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claw_backs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "courier_cancel_fees",
                columns: table => new
                {
                    AttemptCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProviderReference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FeeFen = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_courier_cancel_fees", x => x.AttemptCode);
                });

            migrationBuilder.CreateTable(
                name: "courier_statements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Courier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UploadedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_courier_statements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteSubdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Community = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    FoodFen = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveryFeeFen = table.Column<long>(type: "INTEGER", nullable: false),
                    TotalFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    NoShow = table.Column<bool>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClawedBackAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ConsumedFen = table.Column<long>(type: "INTEGER", nullable: false),
                    ConsumedOperatorFen = table.Column<long>(type: "INTEGER", nullable: false),
                    SettlementId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "eligibility_changes",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Statuses = table.Column<string>(type: "TEXT", nullable: false),
                    Categories = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_eligibility_changes", x => new { x.ResidentId, x.Version });
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
                name: "flag_rule_changes",
                columns: table => new
                {
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Own = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_flag_rule_changes", x => new { x.Subdistrict, x.Rule, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "flag_rule_settings",
                columns: table => new
                {
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Own = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_flag_rule_settings", x => new { x.Subdistrict, x.Rule });
                });

            migrationBuilder.CreateTable(
                name: "flags",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Zh = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    En = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    MealCount = table.Column<int>(type: "INTEGER", nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Fingerprint = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_flags", x => x.Id);
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
                name: "ledger_accounts",
                columns: table => new
                {
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    BalanceFen = table.Column<long>(type: "INTEGER", nullable: false),
                    LastEntry = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_accounts", x => new { x.Subdistrict, x.Account });
                    table.CheckConstraint("CK_ledger_accounts_only_budgets_negative", "BalanceFen >= 0 OR Account LIKE 'budget:%' OR Account LIKE 'appropriation:%'");
                });

            migrationBuilder.CreateTable(
                name: "ledger_blocks",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Format = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstEntry = table.Column<long>(type: "INTEGER", nullable: false),
                    LastEntry = table.Column<long>(type: "INTEGER", nullable: false),
                    Previous = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_blocks", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Seal = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ledger_heads",
                columns: table => new
                {
                    BlockNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    SealedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_heads", x => x.BlockNumber);
                });

            migrationBuilder.CreateTable(
                name: "meal_evidence",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlacedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrderedBy = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    PayableFen = table.Column<long>(type: "INTEGER", nullable: true),
                    PaymentMethod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    RefundedFen = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PrintedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UnpackedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Presence = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    OverrideReason = table.Column<string>(type: "TEXT", nullable: true),
                    PickedUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AtDoorAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ProviderReference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AttemptCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CourierFeeFen = table.Column<long>(type: "INTEGER", nullable: true),
                    RiderName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RiderKey = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RiderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DistanceMeters = table.Column<int>(type: "INTEGER", nullable: true),
                    TripMeters = table.Column<int>(type: "INTEGER", nullable: true),
                    NotCollectedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FailedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    VisitReportedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    VisitLevel = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    AlertRaisedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AlertClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meal_evidence", x => x.OrderId);
                });

            migrationBuilder.CreateTable(
                name: "meal_reviews",
                columns: table => new
                {
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false),
                    HeldAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    RequiredLevel = table.Column<int>(type: "INTEGER", nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meal_reviews", x => x.DecisionId);
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
                name: "residents",
                columns: table => new
                {
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Statuses = table.Column<string>(type: "TEXT", nullable: false),
                    Categories = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_residents", x => x.ResidentId);
                });

            migrationBuilder.CreateTable(
                name: "samples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Seed = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PopulationHash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    DrawnBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_samples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "scheme_book_revision",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheme_book_revision", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "scheme_versions",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EffectiveFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ActivatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ActivatedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheme_versions", x => new { x.Code, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "settlement_rules",
                columns: table => new
                {
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    ArrivalMeters = table.Column<int>(type: "INTEGER", nullable: false),
                    Schemes = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlement_rules", x => x.Subdistrict);
                });

            migrationBuilder.CreateTable(
                name: "settlements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    DraftedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DraftedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ComputedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Remarks = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Lat = table.Column<double>(type: "REAL", nullable: true),
                    Lng = table.Column<double>(type: "REAL", nullable: true),
                    Serving = table.Column<string>(type: "TEXT", nullable: false),
                    ClosedDates = table.Column<string>(type: "TEXT", nullable: false),
                    SuppliedBy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sites", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "courier_statement_lines",
                columns: table => new
                {
                    StatementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    CourierNumber = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    OurNumber = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    FeeFen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_courier_statement_lines", x => new { x.StatementId, x.Number });
                    table.ForeignKey(
                        name: "FK_courier_statement_lines_courier_statements_StatementId",
                        column: x => x.StatementId,
                        principalTable: "courier_statements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "day_rights",
                columns: table => new
                {
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SchemeVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RightKey = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    PlaceInDay = table.Column<int>(type: "INTEGER", nullable: false),
                    PlaceInMealPeriod = table.Column<int>(type: "INTEGER", nullable: false),
                    PlaceInMonth = table.Column<int>(type: "INTEGER", nullable: false),
                    MostInDay = table.Column<long>(type: "INTEGER", nullable: true),
                    MostInMealPeriod = table.Column<long>(type: "INTEGER", nullable: true),
                    MostInMonth = table.Column<long>(type: "INTEGER", nullable: true),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Payee = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    OnNoShow = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Funders = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_day_rights", x => new { x.DecisionId, x.Scheme });
                    table.CheckConstraint("CK_day_rights_within_limits", "PlaceInDay <= MostInDay AND PlaceInMealPeriod <= MostInMealPeriod AND PlaceInMonth <= MostInMonth");
                    table.ForeignKey(
                        name: "FK_day_rights_decisions_DecisionId",
                        column: x => x.DecisionId,
                        principalTable: "decisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "flag_meals",
                columns: table => new
                {
                    FlagId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_flag_meals", x => new { x.FlagId, x.DecisionId });
                    table.ForeignKey(
                        name: "FK_flag_meals_flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_postings",
                columns: table => new
                {
                    EntryNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_postings", x => new { x.EntryNumber, x.Line });
                    table.ForeignKey(
                        name: "FK_ledger_postings_ledger_entries_EntryNumber",
                        column: x => x.EntryNumber,
                        principalTable: "ledger_entries",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sample_meals",
                columns: table => new
                {
                    SampleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    ResidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    OwnFen = table.Column<long>(type: "INTEGER", nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sample_meals", x => new { x.SampleId, x.DecisionId });
                    table.ForeignKey(
                        name: "FK_sample_meals_samples_SampleId",
                        column: x => x.SampleId,
                        principalTable: "samples",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sample_strata",
                columns: table => new
                {
                    SampleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Meals = table.Column<long>(type: "INTEGER", nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sample_strata", x => new { x.SampleId, x.SiteCode });
                    table.ForeignKey(
                        name: "FK_sample_strata_samples_SampleId",
                        column: x => x.SampleId,
                        principalTable: "samples",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "scheme_events",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheme_events", x => new { x.Code, x.Version, x.Number });
                    table.ForeignKey(
                        name: "FK_scheme_events_scheme_versions_Code_Version",
                        columns: x => new { x.Code, x.Version },
                        principalTable: "scheme_versions",
                        principalColumns: new[] { "Code", "Version" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlement_differences",
                columns: table => new
                {
                    SettlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Payer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Held = table.Column<bool>(type: "INTEGER", nullable: false),
                    Courier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CourierNumber = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FeeFen = table.Column<long>(type: "INTEGER", nullable: true),
                    BilledFen = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlement_differences", x => new { x.SettlementId, x.Number });
                    table.ForeignKey(
                        name: "FK_settlement_differences_settlements_SettlementId",
                        column: x => x.SettlementId,
                        principalTable: "settlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlement_events",
                columns: table => new
                {
                    SettlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Remarks = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlement_events", x => new { x.SettlementId, x.Number });
                    table.ForeignKey(
                        name: "FK_settlement_events_settlements_SettlementId",
                        column: x => x.SettlementId,
                        principalTable: "settlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlement_lines",
                columns: table => new
                {
                    SettlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsClawBack = table.Column<bool>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Payer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MealPeriod = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    NoShow = table.Column<bool>(type: "INTEGER", nullable: false),
                    FoodFen = table.Column<long>(type: "INTEGER", nullable: false),
                    ResidentFen = table.Column<long>(type: "INTEGER", nullable: false),
                    OperatorFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlement_lines", x => new { x.SettlementId, x.DecisionId, x.IsClawBack });
                    table.ForeignKey(
                        name: "FK_settlement_lines_settlements_SettlementId",
                        column: x => x.SettlementId,
                        principalTable: "settlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlement_payers",
                columns: table => new
                {
                    SettlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subdistrict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Meals = table.Column<long>(type: "INTEGER", nullable: false),
                    FoodFen = table.Column<long>(type: "INTEGER", nullable: false),
                    MealsFen = table.Column<long>(type: "INTEGER", nullable: false),
                    LateFen = table.Column<long>(type: "INTEGER", nullable: false),
                    ClawBackFen = table.Column<long>(type: "INTEGER", nullable: false),
                    EntryNumber = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settlement_payers", x => new { x.SettlementId, x.Subdistrict });
                    table.ForeignKey(
                        name: "FK_settlement_payers_settlements_SettlementId",
                        column: x => x.SettlementId,
                        principalTable: "settlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "call_backs",
                columns: table => new
                {
                    SampleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    CarriedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PaidFen = table.Column<long>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_backs", x => new { x.SampleId, x.DecisionId, x.Number });
                    table.ForeignKey(
                        name: "FK_call_backs_sample_meals_SampleId_DecisionId",
                        columns: x => new { x.SampleId, x.DecisionId },
                        principalTable: "sample_meals",
                        principalColumns: new[] { "SampleId", "DecisionId" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_claw_backs_SiteCode_Status",
                table: "claw_backs",
                columns: new[] { "SiteCode", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_claw_backs_Subdistrict_Status_RequestedAt",
                table: "claw_backs",
                columns: new[] { "Subdistrict", "Status", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "ux_claw_backs_one",
                table: "claw_backs",
                column: "DecisionId",
                unique: true,
                filter: "Status <> 'Refused'");

            migrationBuilder.CreateIndex(
                name: "IX_courier_cancel_fees_OrderId",
                table: "courier_cancel_fees",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_courier_statements_SiteCode_Month_Courier",
                table: "courier_statements",
                columns: new[] { "SiteCode", "Month", "Courier" },
                unique: true,
                filter: "ReplacedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_courier_statements_Subdistrict_Month",
                table: "courier_statements",
                columns: new[] { "Subdistrict", "Month" });

            migrationBuilder.CreateIndex(
                name: "ux_day_rights_day",
                table: "day_rights",
                columns: new[] { "ResidentId", "RightKey", "ServiceDate", "PlaceInDay" },
                unique: true,
                filter: "Status <> 'Released'");

            migrationBuilder.CreateIndex(
                name: "ux_day_rights_meal_period",
                table: "day_rights",
                columns: new[] { "ResidentId", "RightKey", "ServiceDate", "MealPeriod", "PlaceInMealPeriod" },
                unique: true,
                filter: "Status <> 'Released'");

            migrationBuilder.CreateIndex(
                name: "ux_day_rights_month",
                table: "day_rights",
                columns: new[] { "ResidentId", "Month", "RightKey", "PlaceInMonth" },
                unique: true,
                filter: "Status <> 'Released'");

            migrationBuilder.CreateIndex(
                name: "IX_decisions_OrderId",
                table: "decisions",
                column: "OrderId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_decisions_SiteCode_Month",
                table: "decisions",
                columns: new[] { "SiteCode", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_decisions_SiteSubdistrict_Month_ServiceDate_Id",
                table: "decisions",
                columns: new[] { "SiteSubdistrict", "Month", "ServiceDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_decisions_Subdistrict_Month_ServiceDate_Id",
                table: "decisions",
                columns: new[] { "Subdistrict", "Month", "ServiceDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_reports",
                table: "decisions",
                columns: new[] { "Subdistrict", "Month", "State", "ServiceDate", "SiteCode", "Community", "Channel", "SettlementId", "ConsumedFen", "ConsumedOperatorFen", "FoodFen", "DeliveryFeeFen", "TotalFen" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_changes_At",
                table: "eligibility_changes",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_family_grants_PersonId",
                table: "family_grants",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_flag_meals_DecisionId",
                table: "flag_meals",
                column: "DecisionId");

            migrationBuilder.CreateIndex(
                name: "IX_flags_Subdistrict_Day_Id",
                table: "flags",
                columns: new[] { "Subdistrict", "Day", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_flags_Subdistrict_Rule_Month_Key_Round",
                table: "flags",
                columns: new[] { "Subdistrict", "Rule", "Month", "Key", "Round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_flags_Subdistrict_Status_Day_Id",
                table: "flags",
                columns: new[] { "Subdistrict", "Status", "Day", "Id" });

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
                name: "IX_ledger_entries_DecisionId",
                table: "ledger_entries",
                column: "DecisionId");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_Subdistrict_At",
                table: "ledger_entries",
                columns: new[] { "Subdistrict", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_postings_Account_EntryNumber_AmountFen",
                table: "ledger_postings",
                columns: new[] { "Account", "EntryNumber", "AmountFen" });

            migrationBuilder.CreateIndex(
                name: "IX_meal_reviews_Subdistrict_Status_ServiceDate_DecisionId",
                table: "meal_reviews",
                columns: new[] { "Subdistrict", "Status", "ServiceDate", "DecisionId" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_NextAttemptAt",
                table: "outbox",
                columns: new[] { "ParkedAt", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_samples_Subdistrict_Month_Basis_Size_Seed",
                table: "samples",
                columns: new[] { "Subdistrict", "Month", "Basis", "Size", "Seed" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_scheme_versions_Subdistrict",
                table: "scheme_versions",
                column: "Subdistrict");

            migrationBuilder.CreateIndex(
                name: "IX_settlement_lines_DecisionId_IsClawBack",
                table: "settlement_lines",
                columns: new[] { "DecisionId", "IsClawBack" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_settlements_SiteCode_Month",
                table: "settlements",
                columns: new[] { "SiteCode", "Month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_settlements_Subdistrict_Month",
                table: "settlements",
                columns: new[] { "Subdistrict", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_sites_SuppliedBy",
                table: "sites",
                column: "SuppliedBy");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "budgets");

            migrationBuilder.DropTable(
                name: "call_backs");

            migrationBuilder.DropTable(
                name: "claw_backs");

            migrationBuilder.DropTable(
                name: "courier_cancel_fees");

            migrationBuilder.DropTable(
                name: "courier_statement_lines");

            migrationBuilder.DropTable(
                name: "day_rights");

            migrationBuilder.DropTable(
                name: "eligibility_changes");

            migrationBuilder.DropTable(
                name: "ended_sessions");

            migrationBuilder.DropTable(
                name: "family_grants");

            migrationBuilder.DropTable(
                name: "flag_meals");

            migrationBuilder.DropTable(
                name: "flag_rule_changes");

            migrationBuilder.DropTable(
                name: "flag_rule_settings");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "ledger_accounts");

            migrationBuilder.DropTable(
                name: "ledger_blocks");

            migrationBuilder.DropTable(
                name: "ledger_heads");

            migrationBuilder.DropTable(
                name: "ledger_postings");

            migrationBuilder.DropTable(
                name: "meal_evidence");

            migrationBuilder.DropTable(
                name: "meal_reviews");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "residents");

            migrationBuilder.DropTable(
                name: "sample_strata");

            migrationBuilder.DropTable(
                name: "scheme_book_revision");

            migrationBuilder.DropTable(
                name: "scheme_events");

            migrationBuilder.DropTable(
                name: "settlement_differences");

            migrationBuilder.DropTable(
                name: "settlement_events");

            migrationBuilder.DropTable(
                name: "settlement_lines");

            migrationBuilder.DropTable(
                name: "settlement_payers");

            migrationBuilder.DropTable(
                name: "settlement_rules");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "sample_meals");

            migrationBuilder.DropTable(
                name: "courier_statements");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "flags");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "scheme_versions");

            migrationBuilder.DropTable(
                name: "settlements");

            migrationBuilder.DropTable(
                name: "samples");
        }
    }
}

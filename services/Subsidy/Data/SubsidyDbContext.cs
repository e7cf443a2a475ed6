using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Budgets;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.CourierStatements;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Flags;
using MealDispatch.Subsidy.Flags.RuleSettings;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Outcomes;
using MealDispatch.Subsidy.Residents;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Samples;
using MealDispatch.Subsidy.Schemes;
using MealDispatch.Subsidy.Settlements;
using MealDispatch.Subsidy.Settlements.SettlementRules;
using MealDispatch.Subsidy.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Data;

internal abstract class SubsidyDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<SchemeVersion> SchemeVersions => Set<SchemeVersion>();

    public DbSet<SchemeBookRevision> SchemeBookRevisions => Set<SchemeBookRevision>();

    public DbSet<Budget> Budgets => Set<Budget>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<DayRight> DayRights => Set<DayRight>();

    public DbSet<MealEvidence> Evidence => Set<MealEvidence>();

    public DbSet<Settlement> Settlements => Set<Settlement>();

    public DbSet<SettlementLine> SettlementLines => Set<SettlementLine>();

    public DbSet<SettlementDifference> SettlementDifferences => Set<SettlementDifference>();

    public DbSet<SettlementRule> SettlementRules => Set<SettlementRule>();

    public DbSet<CourierStatement> CourierStatements => Set<CourierStatement>();

    public DbSet<CourierStatementLine> CourierStatementLines => Set<CourierStatementLine>();

    public DbSet<CourierCancelFee> CourierCancelFees => Set<CourierCancelFee>();

    public DbSet<MealReview> MealReviews => Set<MealReview>();

    public DbSet<ClawBack> ClawBacks => Set<ClawBack>();

    public DbSet<Sample> Samples => Set<Sample>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    public DbSet<LedgerPosting> LedgerPostings => Set<LedgerPosting>();

    public DbSet<LedgerAccount> LedgerAccounts => Set<LedgerAccount>();

    public DbSet<LedgerBlock> LedgerBlocks => Set<LedgerBlock>();

    public DbSet<LedgerHead> LedgerHeads => Set<LedgerHead>();

    public DbSet<Flag> Flags => Set<Flag>();

    public DbSet<FlagMeal> FlagMeals => Set<FlagMeal>();

    public DbSet<RuleSetting> RuleSettings => Set<RuleSetting>();

    public DbSet<RuleChange> RuleChanges => Set<RuleChange>();

    public DbSet<EligibilityChange> EligibilityChanges => Set<EligibilityChange>();

    public DbSet<ResidentCopy> Residents => Set<ResidentCopy>();

    public DbSet<SiteCopy> Sites => Set<SiteCopy>();

    protected override Task AfterMigrationAsync(CancellationToken ct) => LedgerTriggers.EnsureAsync(this, ct);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SubsidyDbContext).Assembly);
    }
}

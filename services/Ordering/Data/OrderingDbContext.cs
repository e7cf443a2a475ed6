using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Ordering.MealAccounts;
using MealDispatch.Ordering.Menus;
using MealDispatch.Ordering.Orders;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Data;

/// <summary>Ordering's own database: orders, menus, meal accounts, and copies of residents, cards and sites.</summary>
internal abstract class OrderingDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<SiteMeal> SiteMeals => Set<SiteMeal>();

    public DbSet<Menu> Menus => Set<Menu>();

    public DbSet<MenuStock> MenuStocks => Set<MenuStock>();

    public DbSet<MealAccount> MealAccounts => Set<MealAccount>();

    public DbSet<MealAccountEntry> MealAccountEntries => Set<MealAccountEntry>();

    public DbSet<TopUp> TopUps => Set<TopUp>();

    public DbSet<Resident> Residents => Set<Resident>();

    public DbSet<ResidentCard> ResidentCards => Set<ResidentCard>();

    public DbSet<Site> Sites => Set<Site>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<OrderStatus>().HaveConversion<WordColumn<OrderStatus>>().HaveMaxLength(20);
        configurationBuilder.Properties<MealPeriod>().HaveConversion<WordColumn<MealPeriod>>().HaveMaxLength(20);
        configurationBuilder.Properties<Fulfilment>().HaveConversion<WordColumn<Fulfilment>>().HaveMaxLength(20);
        configurationBuilder.Properties<PaymentMethod>().HaveConversion<WordColumn<PaymentMethod>>().HaveMaxLength(20);
        configurationBuilder.Properties<PresenceEvidence>().HaveConversion<WordColumn<PresenceEvidence>>().HaveMaxLength(20);
        configurationBuilder.Properties<SubsidyOutcome>().HaveConversion<WordColumn<SubsidyOutcome>>().HaveMaxLength(20);
        configurationBuilder.Properties<EntryKind>().HaveConversion<WordColumn<EntryKind>>().HaveMaxLength(20);
        configurationBuilder.Properties<TopUpStatus>().HaveConversion<WordColumn<TopUpStatus>>().HaveMaxLength(20);
        configurationBuilder.Properties<TopUpMethod>().HaveConversion<WordColumn<TopUpMethod>>().HaveMaxLength(20);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Order>(OrderMapping.Map);
        modelBuilder.Entity<SiteMeal>(OrderMapping.Map);
        modelBuilder.Entity<Menu>(MenuMapping.Map);
        modelBuilder.Entity<MenuStock>(MenuMapping.Map);
        modelBuilder.Entity<MealAccount>(MealAccountMapping.Map);
        modelBuilder.Entity<MealAccountEntry>(MealAccountMapping.Map);
        modelBuilder.Entity<TopUp>(MealAccountMapping.Map);
        modelBuilder.Entity<Resident>(ResidentMapping.Map);
        modelBuilder.Entity<ResidentCard>(ResidentMapping.Map);
        modelBuilder.Entity<Site>(SiteMapping.Map);
    }
}

using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Bags;
using MealDispatch.Care.Reports;
using MealDispatch.Care.Residents;
using MealDispatch.Care.Settings;
using MealDispatch.Care.Sites;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Data;

internal abstract class CareDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<WelfareReport> Reports => Set<WelfareReport>();

    public DbSet<CareAlert> Alerts => Set<CareAlert>();

    public DbSet<AlertEntry> AlertEntries => Set<AlertEntry>();

    public DbSet<AlertCall> AlertCalls => Set<AlertCall>();

    public DbSet<CareSetting> Settings => Set<CareSetting>();

    public DbSet<Bag> Bags => Set<Bag>();

    public DbSet<ResidentContact> Residents => Set<ResidentContact>();

    public DbSet<SiteCopy> Sites => Set<SiteCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfiguration(new WelfareReportMapping());
        modelBuilder.ApplyConfiguration(new AlertMapping());
        modelBuilder.ApplyConfiguration<AlertEntry>(new AlertRecordMapping());
        modelBuilder.ApplyConfiguration<AlertCall>(new AlertRecordMapping());
        modelBuilder.ApplyConfiguration(new CareSettingMapping());
        modelBuilder.ApplyConfiguration(new BagMapping());
        modelBuilder.ApplyConfiguration(new ResidentContactMapping());
        modelBuilder.ApplyConfiguration(new SiteCopyMapping());
    }
}

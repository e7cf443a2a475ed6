using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Checks;
using MealDispatch.Care.Meals;
using MealDispatch.Care.Messages;
using MealDispatch.Care.Messages.Choices;
using MealDispatch.Care.People;
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

    public DbSet<Meal> Meals => Set<Meal>();

    public DbSet<ClosedWindow> ClosedWindows => Set<ClosedWindow>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<MealNews> News => Set<MealNews>();

    public DbSet<MessageChoice> Choices => Set<MessageChoice>();

    public DbSet<PersonContact> PersonContacts => Set<PersonContact>();

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
        modelBuilder.ApplyConfiguration(new MealMapping());
        modelBuilder.ApplyConfiguration(new ClosedWindowMapping());
        modelBuilder.ApplyConfiguration(new MessageMapping());
        modelBuilder.ApplyConfiguration(new MealNewsMapping());
        modelBuilder.ApplyConfiguration(new MessageChoiceMapping());
        modelBuilder.ApplyConfiguration(new PersonContactMapping());
        modelBuilder.ApplyConfiguration(new ResidentContactMapping());
        modelBuilder.ApplyConfiguration(new SiteCopyMapping());
    }
}

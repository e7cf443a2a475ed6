using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Cards;
using MealDispatch.Registry.FamilyLinks;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using MealDispatch.Registry.SignIn;
using MealDispatch.Registry.Sites;
using MealDispatch.Registry.Staff;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Data;

internal abstract class RegistryDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Resident> Residents => Set<Resident>();

    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();

    public DbSet<PersonalDataRead> PersonalDataReads => Set<PersonalDataRead>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<StaffChange> StaffChanges => Set<StaffChange>();

    public DbSet<FamilyLink> FamilyLinks => Set<FamilyLink>();

    public DbSet<Card> Cards => Set<Card>();

    public DbSet<Site> Sites => Set<Site>();

    public DbSet<SignInCode> SignInCodes => Set<SignInCode>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<Throttle> Throttles => Set<Throttle>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ResidentMapping.Map(modelBuilder);
        PersonMapping.Map(modelBuilder);
        StaffMapping.Map(modelBuilder);
        FamilyLinkMapping.Map(modelBuilder);
        CardMapping.Map(modelBuilder);
        SiteMapping.Map(modelBuilder);
        SignInMapping.Map(modelBuilder);
    }
}

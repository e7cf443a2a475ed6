using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Residents;

internal static class ResidentMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Resident>(e =>
        {
            e.ToTable("residents");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Version).IsConcurrencyToken();
            e.Property(r => r.Name).HasMaxLength(100);
            e.Property(r => r.SealedIdNumber).HasMaxLength(100);
            e.Property(r => r.IdNumberHash).HasMaxLength(64);
            e.Property(r => r.Phone).HasMaxLength(PhoneNumber.MaxLength);
            e.Property(r => r.Gender).HasWord();
            e.Property(r => r.Subdistrict).HasMaxLength(40);
            e.Property(r => r.Community).HasMaxLength(60);
            e.Property(r => r.AddressText).HasMaxLength(200);
            e.Property(r => r.Building).HasMaxLength(60);
            e.Property(r => r.Room).HasMaxLength(60);
            e.Property(r => r.Datum).HasConversion<string>().HasMaxLength(10);
            e.Property(r => r.Statuses).HasJson();
            e.Property(r => r.Categories).HasJson();
            e.Property(r => r.DietTags).HasJson();
            e.Property(r => r.Avoid).HasJson();
            e.Property(r => r.Notes).HasMaxLength(1000);
            e.Property(r => r.Contacts).HasJson();
            e.Ignore(r => r.Address);
            e.HasIndex(r => r.IdNumberHash).IsUnique();
            e.HasIndex(r => r.Phone);
            e.HasIndex(r => new { r.Subdistrict, r.Name });
        });
        model.Entity<StatusChange>(e =>
        {
            e.ToTable("resident_status_changes");
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Status).HasWord();
            e.Property(c => c.Reason).HasMaxLength(500);
            e.HasIndex(c => c.ResidentId);
        });
        model.Entity<PersonalDataRead>(e =>
        {
            e.ToTable("personal_data_reads");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Purpose).HasMaxLength(60);
            e.HasIndex(r => new { r.ResidentId, r.ReadAt });
        });
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Care.People;

/// <summary>The copy of how to reach a resident or family.</summary>
internal sealed class PersonContact
{
    public required Guid PersonId { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>Null for family.</summary>
    public Guid? ResidentId { get; set; }
}

internal sealed class PersonContactMapping : IEntityTypeConfiguration<PersonContact>
{
    public void Configure(EntityTypeBuilder<PersonContact> builder)
    {
        builder.ToTable("person_contacts");
        builder.HasKey(p => p.PersonId);
        builder.Property(p => p.PersonId).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Phone).HasMaxLength(40);
        builder.HasIndex(p => p.ResidentId);
    }
}

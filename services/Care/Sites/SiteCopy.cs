using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Care.Sites;

/// <summary>The copy of a site: its name and phone, and whose officers see its alerts.</summary>
internal sealed class SiteCopy
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Null when the site has none.</summary>
    public string? Phone { get; set; }

    public string Subdistrict { get; set; } = "";
}

internal sealed class SiteCopyMapping : IEntityTypeConfiguration<SiteCopy>
{
    public void Configure(EntityTypeBuilder<SiteCopy> builder)
    {
        builder.ToTable("sites");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Phone).HasMaxLength(40);
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
    }
}

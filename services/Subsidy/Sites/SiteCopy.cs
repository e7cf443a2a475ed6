using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Subsidy.Sites;

/// <summary>A site's name, for the sentence that says where today's subsidy was used; and whose settlements are whose.</summary>
internal sealed class SiteCopy
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Subdistrict { get; set; } = "";

    /// <summary>The canteen that cooks for a dining table; its staff speak for the table too.</summary>
    public string? SuppliedBy { get; set; }
}

internal sealed class SiteChangedConsumer : IConsume<SiteChanged, SubsidyDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var copy = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (copy is null)
        {
            unit.Db.Sites.Add(copy = new SiteCopy { Code = message.Code });
            await unit.Db.Decisions.Where(d => d.SiteCode == message.Code && d.SiteSubdistrict == null)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.SiteSubdistrict, message.Subdistrict), ct);
        }
        else if (copy.Version >= message.Version)
        {
            return;
        }
        copy.Version = message.Version;
        copy.Name = message.Name;
        copy.Subdistrict = message.Subdistrict;
        copy.SuppliedBy = message.SuppliedBy;
    }
}

internal sealed class SiteMapping : IEntityTypeConfiguration<SiteCopy>
{
    public void Configure(EntityTypeBuilder<SiteCopy> builder)
    {
        builder.ToTable("sites");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.SuppliedBy).HasMaxLength(40);
        builder.HasIndex(s => s.SuppliedBy);
    }
}

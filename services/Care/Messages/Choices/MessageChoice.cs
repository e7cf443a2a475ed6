using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Care.Messages.Choices;

/// <summary>What somebody switched on or off; where there is no row, <see cref="MessageDefaults"/> hold.</summary>
internal sealed class MessageChoice
{
    public required Guid PersonId { get; init; }

    public required MessageChannel Channel { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool On { get; set; }
}

internal sealed class MessageChoiceMapping : IEntityTypeConfiguration<MessageChoice>
{
    public void Configure(EntityTypeBuilder<MessageChoice> builder)
    {
        builder.ToTable("message_choices");
        builder.HasKey(c => new { c.PersonId, c.Channel, c.Kind });
        builder.Property(c => c.Channel).HasConversion<string>().HasMaxLength(10);
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

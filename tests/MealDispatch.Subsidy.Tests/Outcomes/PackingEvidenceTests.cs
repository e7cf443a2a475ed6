using MealDispatch.Subsidy.Outcomes;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Outcomes;

/// <summary>Packing that was taken back proves nothing, in whatever order it is told.</summary>
public class PackingEvidenceTests
{
    [Theory]
    [InlineData("packed:1", 1)]
    [InlineData("packed:1 unpacked:2", null)]
    [InlineData("unpacked:2 packed:1", null)]
    [InlineData("packed:1 unpacked:2 packed:3", 3)]
    [InlineData("packed:3 unpacked:2 packed:1", 3)]
    [InlineData("unpacked:2 packed:3 packed:1", 3)]
    public void Evidence_OfAPackedMeal_IsTheLastPackingThatWasNotTakenBack(string told, int? minute)
    {
        var evidence = new MealEvidence { OrderId = Guid.Empty };

        foreach (var fact in told.Split(' ').Select(f => f.Split(':')))
        {
            if (fact[0] == "packed") evidence.NotePacked(At(int.Parse(fact[1], null)));
            else evidence.NoteUnpacked(At(int.Parse(fact[1], null)));
        }

        Assert.Equal(minute is { } m ? At(m) : null, evidence.PackedAt);
    }

    private static Instant At(int minute) => Instant.FromUtc(2025, 7, 1, 3, minute);
}

using NodaTime;

namespace MealDispatch.Testing;

/// <summary>Business time that stands still until a test moves it.</summary>
public sealed class FakeClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}

using MealDispatch.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn;

/// <summary>The last code that was sent to a phone. Times here are real time, UTC.</summary>
internal sealed class SignInCode
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    public const int MaxFailedTries = 5;

    public required string Phone { get; init; }

    public required string CodeHash { get; set; }

    public required DateTime ExpiresAt { get; set; }

    public int FailedTries { get; set; }
}

/// <summary>One sign-in, from then until it is signed out, misused or left unused for long.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>A refresh token's hash. It is used once; using it again ends the session.</summary>
internal sealed class RefreshToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required string TokenHash { get; init; }

    public required Guid SessionId { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Null until it is used.</summary>
    public DateTime? UsedAt { get; set; }
}

internal static class SignInMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<SignInCode>(e =>
        {
            e.ToTable("sign_in_codes");
            e.HasKey(c => c.Phone);
            e.Property(c => c.Phone).HasMaxLength(PhoneNumber.MaxLength);
            e.Property(c => c.CodeHash).HasMaxLength(64);
            e.HasIndex(c => c.ExpiresAt);
        });
        model.Entity<Session>(e =>
        {
            e.ToTable("sessions");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.HasIndex(s => s.PersonId);
        });
        model.Entity<RefreshToken>(e =>
        {
            e.ToTable("refresh_tokens");
            e.HasKey(t => t.TokenHash);
            e.Property(t => t.TokenHash).HasMaxLength(64);
            e.HasIndex(t => t.ExpiresAt);
            e.HasIndex(t => t.SessionId);
        });
        model.Entity<Throttle>(e =>
        {
            e.ToTable("throttles");
            e.HasKey(t => t.Key);
            e.Property(t => t.Key).HasMaxLength(120);
            e.HasIndex(t => t.EndsAt);
        });
    }
}

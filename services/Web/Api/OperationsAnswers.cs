using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record ServiceJob(string Name, double EverySeconds, Instant? LastStartedAt, double? LastSeconds, string? LastError, long Runs, long Failures, Instant? NextAt);

internal sealed record ServiceHealth(
    string Version, bool Ready, double UpSeconds, int Unsent, double? OldestUnsentSeconds, int Parked, long? DatabaseBytes, long? FreeBytes, IReadOnlyList<ServiceSetting> Settings);

internal sealed record ServiceSetting(string Name, bool IsSet, bool IsSecret, string? Value);

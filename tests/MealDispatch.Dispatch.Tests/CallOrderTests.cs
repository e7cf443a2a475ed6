using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Attempts.CallCouriers;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Dispatch.Tests;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CallOrderTests : IAsyncLifetime
{
    private readonly SandboxTown town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)town).DisposeAsync();

    [Fact]
    public async Task Due_WhatIsUnsettledOrToBeTakenBackComesFirstTheOldestOfAllCouriers_AndWhatIsOnlyLookedAtLast()
    {
        var now = town.Time.GetUtcNow().UtcDateTime;
        var lookedAt = await GivenAttemptAsync("fengniao-v2", now.AddMinutes(-30), attempt =>
        {
            attempt.WasSubmitted();
            attempt.CallAgainAt(now.AddMinutes(-10));
        });
        var fresh = await GivenAttemptAsync("fengniao-v2", now.AddSeconds(-5));
        var lost = await GivenAttemptAsync("dada", now.AddMinutes(-1), attempt => attempt.BeginSend(now, now));
        var lostBefore = await GivenAttemptAsync("meituan", now.AddMinutes(-2), attempt => attempt.BeginSend(now, now));
        var toBeCancelled = await GivenAttemptAsync("fengniao-v3", now.AddMinutes(-3), attempt =>
        {
            attempt.WasSubmitted();
            attempt.WantCancel(now);
        });
        var later = await GivenAttemptAsync("fengniao-v2", now.AddMinutes(-40), attempt => attempt.BeginSend(now, now.AddMinutes(5)));

        var due = await town.Services.GetRequiredService<CallCouriersJob>().FindDueAsync(CancellationToken.None);

        Assert.Equal([toBeCancelled, lostBefore, lost, fresh, lookedAt], due);
        Assert.DoesNotContain(later, due);
    }

    private async Task<Guid> GivenAttemptAsync(string provider, DateTime at, Action<DeliveryAttempt>? then = null)
    {
        var delivery = await town.DeliveryAsync(await town.GivenOrderAsync());
        return await town.AddAttemptAsync(delivery.Id, number: 1, $"{at.Ticks}", provider, at, then);
    }
}

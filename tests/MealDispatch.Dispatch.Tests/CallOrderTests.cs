using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Attempts.CallCouriers;
using MealDispatch.Dispatch.Data;
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
        var lookedAt = await GivenAttemptAsync("fengniao-v2", now.AddMinutes(-30));
        var fresh = await GivenAttemptAsync("fengniao-v2", now.AddSeconds(-5));
        var lost = await GivenAttemptAsync("dada", now.AddMinutes(-1), attempt => attempt.BeginCall(now));
        var lostBefore = await GivenAttemptAsync("meituan", now.AddMinutes(-2), attempt => attempt.BeginCall(now));
        await ChangeAsync(lookedAt, attempt =>
        {
            attempt.WasSubmitted();
            attempt.CallAgainAt(now.AddMinutes(-10));
        });
        var toBeCancelled = await GivenAttemptAsync("fengniao-v3", now.AddMinutes(-3), attempt =>
        {
            attempt.WasSubmitted();
            attempt.WantCancel(now);
        });
        var later = await GivenAttemptAsync("fengniao-v2", now.AddMinutes(-40), attempt => attempt.BeginCall(now.AddMinutes(5)));

        var due = await town.Services.GetRequiredService<CallCouriersJob>().FindDueAsync(CancellationToken.None);

        Assert.Equal([toBeCancelled, lostBefore, lost, fresh, lookedAt], due);
        Assert.DoesNotContain(later, due);
    }

    private async Task<Guid> GivenAttemptAsync(string provider, DateTime at, Action<DeliveryAttempt>? then = null)
    {
        var order = await town.GivenOrderAsync();
        var delivery = await town.DeliveryAsync(order);
        var id = Ids.New();
        await WriteAsync(db =>
        {
            var attempt = new DeliveryAttempt
            {
                Id = id, DeliveryId = delivery.Id, Number = 1, Provider = provider, Code = $"{BitConverter.ToInt64(id.ToByteArray())}", CreatedAt = delivery.PlannedAt, CreatedAtReal = at,
            };
            then?.Invoke(attempt);
            db.Attempts.Add(attempt);
            return Task.CompletedTask;
        });
        return id;
    }

    private Task ChangeAsync(Guid id, Action<DeliveryAttempt> change) => WriteAsync(async db => change((await db.Attempts.FindAsync(id))!));

    private Task WriteAsync(Func<DispatchDbContext, Task> write) =>
        town.Services.GetRequiredService<Database<DispatchDbContext>>().WriteAsync(unit => write(unit.Db), CancellationToken.None);
}

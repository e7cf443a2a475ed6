using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Contracts;

namespace MealDispatch.Registry.People;

/// <summary>Tells every instance of every service that Registry is there: who hears nothing for 30 s trusts no family grant.</summary>
internal sealed class TellPulseJob(IMessageBus bus) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public Task RunAsync(CancellationToken ct) => bus.HintAsync(new Hint { Kind = Hints.RegistryPulse, Id = Guid.Empty, Position = null }, ct);
}

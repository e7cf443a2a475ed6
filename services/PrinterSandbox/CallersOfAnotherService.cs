using MealDispatch.BuildingBlocks.Security;

namespace MealDispatch.PrinterSandbox;

/// <summary>The sandbox has no database: who calls is asked of a service in the same process. Alone, it knows nobody.</summary>
internal sealed class CallersOfAnotherService : ICallerSource
{
    public Task<Caller?> LoadAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct)
    {
        var other = services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<ICallerSource>())
            .FirstOrDefault(source => source is not null and not CallersOfAnotherService);
        return other is null ? Task.FromResult<Caller?>(null) : other.LoadAsync(services, personId, sessionId, ct);
    }
}

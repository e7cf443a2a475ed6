using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>For a host without a database: who calls is asked of a service in the same process. Alone, it knows nobody.</summary>
public sealed class CallersOfAnotherService : ICallerSource
{
    public Task<Caller?> LoadAsync(IServiceProvider services, Guid personId, Guid sessionId, CancellationToken ct)
    {
        var other = services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<ICallerSource>())
            .FirstOrDefault(source => source is not null and not CallersOfAnotherService);
        return other is null ? Task.FromResult<Caller?>(null) : other.LoadAsync(services, personId, sessionId, ct);
    }
}

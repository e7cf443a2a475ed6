using Microsoft.AspNetCore.Builder;

namespace MealDispatch.BuildingBlocks;

/// <summary>A service, as its own host and AllInOne compose it: the only public type of the service's project.</summary>
public interface IModule
{
    /// <summary>Registers the service: database, consumers, answers, jobs, use cases.</summary>
    static abstract void Add(WebApplicationBuilder builder);

    /// <summary>Maps its endpoints.</summary>
    static abstract void Map(WebApplication app);
}

using MealDispatch.BuildingBlocks;
using MealDispatch.Web;

// Web speaks HTTP only: no bus, no database.
try
{
    var builder = WebApplication.CreateBuilder(args).AddServiceDefaults();
    WebModule.Add(builder);
    var app = builder.Build().UseServiceDefaults();
    WebModule.Map(app);
    return await app.RunServiceAsync();
}
catch (Exception exception) when (ServiceHost.StartupRefusal(exception) is { } refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

using MealDispatch.AllInOne;
using MealDispatch.BuildingBlocks;

try
{
    var app = AllInOneHost.Build(args);
    return await app.RunServiceAsync(ready: () => Banner.Print(app));
}
catch (Exception exception) when (ServiceHost.StartupRefusal(exception) is { } refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

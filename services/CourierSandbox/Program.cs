using MealDispatch.BuildingBlocks;
using MealDispatch.CourierSandbox;

return await ServiceHost.RunAsync<CourierSandboxModule>(args);

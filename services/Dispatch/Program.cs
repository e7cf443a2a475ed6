using MealDispatch.BuildingBlocks;
using MealDispatch.Dispatch;

return await ServiceHost.RunAsync<DispatchModule>(args);

using MealDispatch.BuildingBlocks;
using MealDispatch.Care;

return await ServiceHost.RunAsync<CareModule>(args);

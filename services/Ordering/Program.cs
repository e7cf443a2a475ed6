using MealDispatch.BuildingBlocks;
using MealDispatch.Ordering;

return await ServiceHost.RunAsync<OrderingModule>(args);

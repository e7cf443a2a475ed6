using MealDispatch.BuildingBlocks;
using MealDispatch.Kitchen;

return await ServiceHost.RunAsync<KitchenModule>(args);

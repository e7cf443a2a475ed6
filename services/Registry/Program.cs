return await MealDispatch.BuildingBlocks.ServiceHost.RunAsync<MealDispatch.Registry.RegistryModule>(args);

return await MealDispatch.BuildingBlocks.ServiceHost.RunAsync<MealDispatch.Subsidy.SubsidyModule>(args);

using MealDispatch.BuildingBlocks;
using MealDispatch.PrinterSandbox;

return await ServiceHost.RunAsync<PrinterSandboxModule>(args);

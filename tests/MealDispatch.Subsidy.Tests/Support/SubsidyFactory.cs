using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Support;

public sealed class SubsidyFactory : ServiceFactory<SubsidyModule>;

namespace MealDispatch.RoutePlanner;

/// <summary>Who goes where in what order.</summary>
/// <param name="Routes">One for each vehicle that has something to do, in the order of the vehicles.</param>
/// <param name="Unserved">Stops that fit nowhere, in their order.</param>
/// <param name="Length">Of all routes, without <see cref="RoutingProblem.RouteCost"/>.</param>
/// <param name="Iterations">How often the search tried something.</param>
public sealed record RoutePlan(IReadOnlyList<PlannedRoute> Routes, IReadOnlyList<int> Unserved, double Length, int Iterations);

/// <summary>A trip: when it leaves the kitchen, what it visits, when it is back.</summary>
public sealed record PlannedRoute(int Vehicle, double LeavesAt, IReadOnlyList<PlannedVisit> Visits, double BackAt);

/// <summary>A stop, and when its service begins.</summary>
public sealed record PlannedVisit(int Stop, double At);

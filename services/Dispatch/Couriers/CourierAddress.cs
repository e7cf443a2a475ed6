namespace MealDispatch.Dispatch.Couriers;

internal static class CourierAddress
{
    /// <summary>Under <c>/api</c>, whether the setting names it or not.</summary>
    public static Uri OfApi(string baseUrl, string path)
    {
        var root = baseUrl.TrimEnd('/');
        return new Uri(root.EndsWith("/api", StringComparison.OrdinalIgnoreCase) ? $"{root}/{path}" : $"{root}/api/{path}");
    }
}

namespace MealDispatch.CourierSandbox;

/// <summary>Settings <c>CourierSandbox</c>.</summary>
internal sealed class SandboxOptions
{
    public const string Section = "CourierSandbox";

    public string AppId { get; set; } = "sandbox-app";

    public string Secret { get; set; } = "sandbox-secret";

    /// <summary>Riders drive by themselves; without it they wait for the driver endpoints.</summary>
    public bool Auto { get; set; } = true;

    /// <summary>Real seconds from the order to the door.</summary>
    public double TripSeconds { get; set; } = 60;

    /// <summary>Real seconds that an access token is good for.</summary>
    public int TokenSeconds { get; set; } = 3600;
}

namespace MealDispatch.CourierSandbox;

/// <summary>Settings <c>CourierSandbox</c>.</summary>
internal sealed class SandboxOptions
{
    public const string Section = "CourierSandbox";

    /// <summary>The app's name at every courier, and its secret.</summary>
    public string AppId { get; set; } = "sandbox-app";

    public string Secret { get; set; } = "sandbox-secret";

    /// <summary>The merchant's number at couriers that have one.</summary>
    public string MerchantId { get; set; } = "100200";

    /// <summary>Where the merchant is told by couriers that keep one address for all orders; without it only asking helps.</summary>
    public string CallbackBaseUrl { get; set; } = "";

    /// <summary>Callbacks are thrown away instead of sent, to see whether polling repairs them.</summary>
    public bool DropCallbacks { get; set; }

    /// <summary>Riders drive by themselves; without it they wait for the driver endpoints.</summary>
    public bool Auto { get; set; } = true;

    /// <summary>Real seconds from the order to the door.</summary>
    public double TripSeconds { get; set; } = 60;

    /// <summary>Real seconds that an access token is good for.</summary>
    public int TokenSeconds { get; set; } = 3600;
}

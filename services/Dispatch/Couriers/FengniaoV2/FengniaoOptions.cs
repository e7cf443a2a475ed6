namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Settings <c>Couriers:FengniaoV2</c>; the provider is off unless all four are given.</summary>
internal sealed class FengniaoOptions : ICourierOptions
{
    /// <summary>With its path, like <c>https://open-anubis.ele.me/anubis-webapi</c>.</summary>
    public string BaseUrl { get; set; } = "";

    public string AppId { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>Where the courier reaches us, without the webhook's path.</summary>
    public string CallbackBaseUrl { get; set; } = "";

    public double CallsPerSecond { get; set; } = 100;

    public bool IsComplete =>
        new[] { BaseUrl, AppId, Secret, CallbackBaseUrl }.All(value => !string.IsNullOrWhiteSpace(value));

    public string NotifyUrl => $"{CallbackBaseUrl.TrimEnd('/')}/webhooks/couriers/{FengniaoCourier.Code}";

    public Uri Address(string path) => new($"{BaseUrl.TrimEnd('/')}/{path}");
}

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>Settings <c>Couriers:FengniaoV3</c>; the provider is off unless the first four are given. Its callbacks' address is kept by Fengniao.</summary>
internal sealed class FengniaoV3Options : ICourierOptions
{
    /// <summary>With its path, like <c>https://open-anubis.ele.me/anubis-webapi</c>.</summary>
    public string BaseUrl { get; set; } = "";

    public string AppId { get; set; } = "";

    public string Secret { get; set; } = "";

    public string MerchantId { get; set; } = "";

    public string CallbackBaseUrl { get; set; } = "";

    /// <summary>What the merchant's authorisation page gave; good once, for the first token.</summary>
    public string Code { get; set; } = "";

    public double CallsPerSecond { get; set; } = 100;

    public bool IsComplete => new[] { BaseUrl, AppId, Secret, MerchantId }.All(value => !string.IsNullOrWhiteSpace(value));

    public Uri Address(string path) => new($"{BaseUrl.TrimEnd('/')}/{path}");
}

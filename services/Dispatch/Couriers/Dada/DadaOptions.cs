namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>Settings <c>Couriers:Dada</c>; the provider is off unless the first five are given.</summary>
internal sealed class DadaOptions : ICourierOptions
{
    /// <summary>Like <c>https://newopen.imdada.cn</c>, with or without <c>/api</c>.</summary>
    public string BaseUrl { get; set; } = "";

    public string AppKey { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>The merchant's number.</summary>
    public string SourceId { get; set; } = "";

    /// <summary>Where the courier reaches us, without the webhook's path.</summary>
    public string CallbackBaseUrl { get; set; } = "";

    /// <summary>The shop for every site; without it a site's code is its shop's number.</summary>
    public string ShopNo { get; set; } = "";

    public double CallsPerSecond { get; set; } = 100;

    public bool IsComplete =>
        new[] { BaseUrl, AppKey, Secret, SourceId, CallbackBaseUrl }.All(value => !string.IsNullOrWhiteSpace(value));

    public string NotifyUrl => $"{CallbackBaseUrl.TrimEnd('/')}/webhooks/couriers/{DadaCourier.Code}";
}

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>Settings <c>Couriers:Meituan</c>; the provider is off unless the first three are given. Its callbacks' address is kept by Meituan.</summary>
internal sealed class MeituanOptions : ICourierOptions
{
    /// <summary>Like <c>https://peisongopen.meituan.com/api</c>, with or without <c>/api</c>.</summary>
    public string BaseUrl { get; set; } = "";

    public string AppKey { get; set; } = "";

    public string Secret { get; set; } = "";

    public string CallbackBaseUrl { get; set; } = "";

    /// <summary>The shop for every site, like <c>test_0001</c>; without it a site's code is its shop's number.</summary>
    public string ShopId { get; set; } = "";

    /// <summary>4002 飞速达, 4011 快速达, 4012 及时达, 4013 集中送: as the contract has it.</summary>
    public int ServiceCode { get; set; } = 4011;

    /// <summary>Meituan turns away more than 10 in any second: with what may come in a burst this stays below.</summary>
    public double CallsPerSecond { get; set; } = 6;

    public bool IsComplete => new[] { BaseUrl, AppKey, Secret }.All(value => !string.IsNullOrWhiteSpace(value));
}

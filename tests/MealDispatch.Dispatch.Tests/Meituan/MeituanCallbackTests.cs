using System.Text.Json;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Couriers.Meituan;

namespace MealDispatch.Dispatch.Tests.Meituan;

public sealed class MeituanCallbackTests
{
    private static readonly MeituanOptions Options = new() { AppKey = "test", Secret = "test" };

    private static readonly Dictionary<string, string> Sample = new()
    {
        ["appkey"] = "test", ["courier_name"] = "张三", ["courier_phone"] = "13800000000", ["delivery_id"] = "10001", ["mt_peisong_id"] = "1516949300027436",
        ["order_id"] = "T20261002-0001", ["status"] = "20", ["timestamp"] = "1700000000",
    };

    [Fact]
    public void Signature_TheVendorsExample_LeavesOutWhatIsEmpty() =>
        Assert.Equal(
            "8943ba698f4b009f80dc2fd69ff9b313381263bd",
            MeituanSignatures.Of("test", new Dictionary<string, string>
            {
                ["appkey"] = "test", ["timestamp"] = "1477395862", ["version"] = "1.0", ["number"] = "123", ["string"] = "测试", ["double"] = "123.123",
                ["boolean"] = "true", ["empty"] = "",
            }));

    [Fact]
    public void Callback_AsFormOrAsJsonWithNumbers_IsTheSameNotice()
    {
        const string sign = "899965e9bf3346bd6c27a38b35f0223108440ab0";
        var form = string.Join('&', Sample.Append(new("sign", sign)).Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
        var json = JsonSerializer.Serialize(Sample.Append(new("sign", sign)).ToDictionary()).Replace("\"20\"", "20", StringComparison.Ordinal);
        foreach (var body in new[] { form, json })
        {
            var notice = Assert.IsType<CallbackOutcome.Notice>(MeituanCallback.Read(body, Options));
            var report = notice.ReportTo(AttemptState.Accepted)!;
            Assert.Equal(("10001", "1516949300027436", AttemptState.RiderAssigned), (notice.Code, notice.ProviderRef, report.State));
            Assert.Equal(new Rider("张三", "13800000000"), report.Rider);
            Assert.Equal(1_700_000_000L, report.ProviderTime!.Value.ToUnixTimeSeconds());
        }
    }

    [Fact]
    public void Callback_OfStatusZero_IsSignedWithItsZero() =>
        Assert.Equal(AttemptState.Accepted, Read(Sample, ("status", "0")).ReportTo(AttemptState.Submitted)!.State);

    [Theory]
    [InlineData("10003", "RecipientUnreachable")]
    [InlineData("10202", "RecipientRefused")]
    [InlineData("10401", "MerchantClosed")]
    [InlineData("19999", "Unknown")]
    public void Exception_IsTroubleAndNoState(string code, string reason)
    {
        var notice = Read(Sample, ("status", ""), ("exception_id", "7"), ("exception_code", code), ("exception_time", "1700000000"));
        Assert.Equal((reason, "10001/exception/7"), (notice.Trouble.ToString(), notice.DedupeKey));
        Assert.Null(notice.ReportTo(AttemptState.PickedUp));
    }

    [Theory]
    [InlineData("66")]
    [InlineData("shipped")]
    public void Callback_OfAnUnknownStatus_SaysNothingOfTheState(string status) => Assert.Null(Read(Sample, ("status", status)).ReportTo(AttemptState.Accepted));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"appkey\":\"test\",\"sign\":{}}")]
    [InlineData("appkey=test&sign=%zz&delivery_id=1")]
    public void Callback_NotSigned_IsForged(string body) => Assert.IsType<CallbackOutcome.Forged>(MeituanCallback.Read(body, Options));

    private static CallbackOutcome.Notice Read(Dictionary<string, string> sample, params (string Name, string Value)[] changes)
    {
        var members = new Dictionary<string, string>(sample);
        foreach (var (name, value) in changes)
            members[name] = value;
        members["sign"] = MeituanSignatures.Of("test", members);
        return Assert.IsType<CallbackOutcome.Notice>(MeituanCallback.Read(JsonSerializer.Serialize(members), Options));
    }
}

using System.Text.Json;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Couriers.FengniaoV3;

namespace MealDispatch.Dispatch.Tests.FengniaoV3;

/// <summary>Worked from the documented algorithm with dummy keys.</summary>
public sealed class FengniaoV3CallbackTests
{
    private const string AppId = "00000000-0000-0000-0000-00000000a001";
    private const string Secret = "11111111-1111-1111-1111-11111111b002";
    private const string Data = """{"callback_business_type":"orderStatusNotify","param":{"partner_order_code":"T20261002-0001","order_status":20}}""";
    private static readonly FengniaoV3Options Options = new() { AppId = AppId, Secret = Secret };

    [Fact]
    public void Signature_OfARequestAndOfATokenCall_GivesTheVectors()
    {
        var members = new Dictionary<string, string> { ["app_id"] = AppId, ["merchant_id"] = "100200", ["timestamp"] = "1700000000000" };
        Assert.Equal(
            "52c9525729d546d83368dd9e959b3b4012bde34912535a70ee26707cf4abebf9",
            FengniaoV3Signatures.Of(Secret, new Dictionary<string, string>(members)
            {
                ["version"] = "1.0", ["access_token"] = "22222222-2222-2222-2222-22222222c003", ["business_data"] = """{"partner_order_code":"T20261002-0001"}""",
            }));
        Assert.Equal(
            "66b2ff2cda3b86cc6ed85f0c72d283a390c287e424cd19cc275a76c09a7671b0",
            FengniaoV3Signatures.Of(Secret, new Dictionary<string, string>(members) { ["code"] = "CODE1", ["grant_type"] = "authorization_code" }));
    }

    [Theory]
    [InlineData("1700000000000")]
    [InlineData("\"1700000000000\"")]
    public void Callback_OfTheVector_IsRead(string timestamp)
    {
        const string signature = "6a5b4d15bd4d9d5f11bd3e9620e2d2483247c737446df21cb174643339916b4b";
        var body = $$"""{"app_id":"{{AppId}}","timestamp":{{timestamp}},"signature":"{{signature}}","business_data":{{JsonSerializer.Serialize(Data)}}}""";
        var notice = Assert.IsType<CallbackOutcome.Notice>(FengniaoV3Callback.Read(body, Options));
        Assert.Equal(("T20261002-0001", AttemptState.RiderAssigned), (notice.Code, notice.ReportTo(AttemptState.Accepted)!.State));
        Assert.Equal(1_700_000_000_000L, notice.ProviderTime!.Value.ToUnixTimeMilliseconds());
        Assert.IsType<CallbackOutcome.Forged>(FengniaoV3Callback.Read(body.Replace(":20", ":3", StringComparison.Ordinal), Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Callback_ThatIsNoEnvelope_IsForged(string body) => Assert.IsType<CallbackOutcome.Forged>(FengniaoV3Callback.Read(body, Options));

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"param":{"order_status":20}}""")]
    public void Callback_SignedAndOfNoOrder_IsUnreadable(string data)
    {
        var signature = FengniaoV3Callback.Sign(Secret, AppId, data, "1");
        var body = JsonSerializer.Serialize(new { app_id = AppId, timestamp = "1", signature, business_data = data });
        Assert.IsType<CallbackOutcome.Unreadable>(FengniaoV3Callback.Read(body, Options));
    }
}

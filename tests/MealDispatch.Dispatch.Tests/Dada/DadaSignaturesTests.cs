using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Couriers.Dada;

namespace MealDispatch.Dispatch.Tests.Dada;

public sealed class DadaSignaturesTests
{
    [Fact]
    public void ForRequest_TheVendorsExample_GivesTheVendorsSignature() =>
        Assert.Equal(
            "71CEE2D6544277940D8C72979E71D0E1",
            DadaSignatures.ForRequest("abcdefg123", new Dictionary<string, string>
            {
                ["v"] = "1.0", ["timestamp"] = "1488363493", ["source_id"] = "73753", ["format"] = "json", ["body"] = """{"order_id":"20170301000001"}""",
                ["app_key"] = "123456",
            }));

    [Theory]
    [InlineData("278888888", "1700000000", "ab9bf3b190d263e2d5cffa13e62d695c")]
    [InlineData("", "1700000000123", "8fcb974e5410e565b6b56002e72324f4")]
    public void ForCallback_SortsValuesAsOrdinals(string clientId, string updateTime, string expected) =>
        Assert.Equal(expected, DadaSignatures.ForCallback(clientId, "T20261002-0001", updateTime));

    [Theory]
    [InlineData("""{"client_id":"278888888","order_id":"T20261002-0001","order_status":2,"update_time":1700000000,"signature":"ab9bf3b190d263e2d5cffa13e62d695c"}""")]
    [InlineData("""{"client_id":null,"order_id":"T20261002-0001","order_status":"1000","update_time":"1700000000123","signature":"8FCB974E5410E565B6B56002E72324F4"}""")]
    public void Callback_WholeAndOfAnyTypes_IsAHintAndNoMore(string body)
    {
        var notice = Assert.IsType<CallbackOutcome.Notice>(DadaCallback.Read(body));
        Assert.True(notice.IsHint);
        Assert.Equal(1_700_000_000L, notice.ProviderTime!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"order_id":"1","update_time":1,"signature":"0"}""")]
    public void Callback_ThatIsNotWhole_IsForged(string body) => Assert.IsType<CallbackOutcome.Forged>(DadaCallback.Read(body));
}

using MealDispatch.Dispatch.Couriers.FengniaoV2;

namespace MealDispatch.Dispatch.Tests.FengniaoV2;

/// <summary>Worked from the documented algorithm with dummy keys.</summary>
public sealed class FengniaoSignaturesTests
{
    private const string AppId = "00000000-0000-0000-0000-00000000a001";
    private const string Secret = "11111111-1111-1111-1111-11111111b002";
    private const string Token = "22222222-2222-2222-2222-22222222c003";
    private const string DataStart = "%7B%22partner_order_code%22%3A%22T20261002-0001%22%2C%22order_remark%22%3A%22%E5%B0%91%E8%BE%A3+%28no+";
    private const string DataEnd = "%29+%7E5%22%7D";

    [Fact]
    public void ForToken_DummyKeys_GivesTheVector() =>
        Assert.Equal("a062a72b20d0320769e474d97d5e1643", FengniaoSignatures.ForToken(AppId, Secret, 1234));

    [Theory]
    [InlineData("*onion*", "749d85dddf0ecb55ca5ca3350e02fdd0")] // as Java encodes
    [InlineData("%2Aonion%2A", "2e5db322027fd1a6c01acc3276eb13ba")] // as PHP encodes
    public void ForData_AnyEncoding_HashesTheTextAsItTravels(string onion, string expected) =>
        Assert.Equal(expected, FengniaoSignatures.ForData(AppId, Token, DataStart + onion + DataEnd, "1234"));

    [Fact]
    public void Callback_SignedWithAnEarlierToken_IsGenuine()
    {
        var data = Uri.EscapeDataString("""{"partner_order_code":"1","order_status":20,"push_time":"1700000000000"}""");
        var signature = FengniaoSignatures.ForData(AppId, Token, data, "4321");
        var callback = FengniaoCallback.Read($$"""{"app_id":"{{AppId}}","data":"{{data}}","salt":4321,"signature":"{{signature}}"}""")!;

        Assert.True(callback.IsSignedBy(AppId, ["newer-token", Token]));
        Assert.False(callback.IsSignedBy(AppId, ["newer-token"]));
        Assert.False(callback.IsSignedBy("another-app", [Token]));
        Assert.False((callback with { Data = data + "+" }).IsSignedBy(AppId, [Token]));
        Assert.Equal("1/20/1700000000000", callback.Notice()!.DedupeKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"app_id":"a","data":"b","salt":1}""")]
    public void Callback_ThatIsNoEnvelope_IsNull(string body) => Assert.Null(FengniaoCallback.Read(body));

    [Theory]
    [InlineData("not json")]
    [InlineData("%7B%22a%22")]
    [InlineData("%5B%5D")]
    public void Callback_WithUnreadableData_HasNoNotice(string data) =>
        Assert.Null(new FengniaoCallback("a", data, "1", "s").Notice());
}

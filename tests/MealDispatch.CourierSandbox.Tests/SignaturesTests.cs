using MealDispatch.CourierSandbox.FengniaoV2;

namespace MealDispatch.CourierSandbox.Tests;

/// <summary>Worked from the documented algorithm with dummy keys: the sandbox must refuse what the real courier refuses.</summary>
public sealed class SignaturesTests
{
    private const string AppId = "00000000-0000-0000-0000-00000000a001";
    private const string Secret = "11111111-1111-1111-1111-11111111b002";
    private const string Token = "22222222-2222-2222-2222-22222222c003";
    private const string DataStart = "%7B%22partner_order_code%22%3A%22T20261002-0001%22%2C%22order_remark%22%3A%22%E5%B0%91%E8%BE%A3+%28no+";
    private const string DataEnd = "%29+%7E5%22%7D";

    [Fact]
    public void OfTokenRequest_DummyKeys_GivesTheVectorAndNoneOfTheKnownMistakes()
    {
        var signature = Signatures.OfTokenRequest(AppId, "1234", Secret);
        Assert.Equal("a062a72b20d0320769e474d97d5e1643", signature);
        Assert.NotEqual("b66b05d14b96abfd038a8f831a49bb63", signature); // lower-case hex
        Assert.NotEqual("04a96991442ce2b5d806c0050296a333", signature); // seed not encoded
    }

    [Theory]
    [InlineData("*onion*", "749d85dddf0ecb55ca5ca3350e02fdd0")]
    [InlineData("%2Aonion%2A", "2e5db322027fd1a6c01acc3276eb13ba")]
    public void OfData_JavaOrPhpEncoding_HashesTheTextAsItTravels(string onion, string expected) =>
        Assert.Equal(expected, Signatures.OfData(AppId, Token, DataStart + onion + DataEnd, "1234"));
}

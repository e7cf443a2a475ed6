using System.Text.Json.Nodes;
using MealDispatch.Testing;
using MealDispatch.Web.Pages.Sites;

namespace MealDispatch.Browser.Tests;

/// <summary>The form of a site between what is typed and what the API holds.</summary>
public sealed class SiteFormTests
{
    private static JsonObject Site => JsonNode.Parse(
        """{"code":"HX01","couriers":["dada","meituan","own-riders"],"courierLimits":[{"provider":"dada","maxFeeFen":850,"maxLive":null},{"provider":"meituan","maxFeeFen":null,"maxLive":20}],"version":3}""")!.AsObject();

    [Fact]
    public void Limits_AreShownInYuanAndSavedInFen()
    {
        var form = SiteForm.Of(Site);
        var dada = Row(form, "dada");
        Assert.Equal(("1", "8.50", null), (dada.Place, dada.MaxFee, dada.MaxLive));
        Assert.Equal("20", Row(form, "meituan").MaxLive);

        (dada.MaxFee, dada.MaxLive) = ("9.2", " 30 ");
        Row(form, "meituan").MaxLive = " ";
        Assert.Equal(
            """[{"provider":"dada","maxFeeFen":920,"maxLive":30}]""", form.LaidOver(Site)["courierLimits"]!.ToJsonString());
    }

    [Fact]
    public void Limits_OfACourierThatIsNotAskedAnyMore_GoWithIt()
    {
        var form = SiteForm.Of(Site);
        Row(form, "dada").Place = "";
        Assert.Equal("meituan", (string?)Assert.Single(form.LaidOver(Site)["courierLimits"]!.AsArray())!["provider"]);
    }

    /// <summary>The API says that it is no number; the form names the courier in whose field it stands.</summary>
    [Fact]
    public void Limit_ThatIsNoNumber_GoesAsItIsAndIsNamedByItsCourier()
    {
        var form = SiteForm.Of(Site);
        Row(form, "meituan").MaxFee = "八元";
        Assert.Equal("八元", (string?)form.LaidOver(Site)["courierLimits"]![1]!["maxFeeFen"]);
        Assert.Equal("美团：一单最多付几元", Language.In("zh-Hans", () => SiteWords.Field("courierLimits[1].maxFeeFen", form)));
    }

    private static SiteForm.CourierRow Row(SiteForm form, string code) => form.Couriers.Single(row => row.Code == code);
}

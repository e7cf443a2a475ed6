using System.Text.Json.Nodes;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;

namespace MealDispatch.Registry.Tests.Residents;

public sealed class ImportResidentsTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    private const string Head = "姓名,身份证号,手机,出生日期,性别,居委,地址,楼栋,室号,纬度,经度,坐标系,类别,膳食标签";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("gb18030")]
    public async Task Import_Csv_TakesGoodRowsReportsBadOnes_AndTheSecondTimeChangesNothing(string encoding)
    {
        var officer = await registry.OfficerAsync();
        var number = AResident.Number("19480301", male: true);
        var file = TableFile.Of(encoding, $"""
            {Head}
            居民甲,{number},13512340001,1948-03-01,男,华新第1居委,"华新镇,1号",1号楼,101室,31.25,121.23,gcj02,dibao 2024-01-01;disabled,low-salt、soft
            居民乙,{AResident.Number("19480302", male: false)},13512340001,,,,华新镇2号,,,,,,,
            居民丙,310118194803010000,,1948-03-01,男,,华新镇3号,,,,,,,
            ,{AResident.Number("19480303", male: false)},,,,,,,,x,,,,
            """);

        var answer = await ImportAsync(officer, file);

        Assert.Equal((2, 2), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal([4, 5], answer["rows"]!.AsArray().Select(r => (int)r!["row"]!).Distinct());
        Assert.Contains(answer["rows"]!.AsArray(), r => (string?)r!["field"] == "idNumber" && (string?)r["code"] == "request.invalid");
        var found = (await (await officer.PostAsync("/api/residents/search", new { query = number })).JsonAsync())["items"]![0]!;
        Assert.Equal(("居民甲", "华新镇,1号", 2), ((string?)found["name"], (string?)found["address"]!["text"], found["categories"]!.AsArray().Count));
        await registry.DrainAsync();
        var published = registry.Bus.PublishedOf<ResidentChanged>().Count;

        Assert.Equal(answer.ToJsonString(), (await ImportAsync(officer, file)).ToJsonString());

        await registry.DrainAsync();
        Assert.Equal(published, registry.Bus.PublishedOf<ResidentChanged>().Count);
    }

    [Fact]
    public async Task Import_OfAKnownNumberWithFewerColumns_ChangesOnlyThose()
    {
        var officer = await registry.OfficerAsync();
        var aResident = new AResident();
        await (await officer.PostAsync("/api/residents", aResident)).JsonAsync(201);

        await ImportAsync(officer, TableFile.Of("utf-8", $"name,idNumber,address\n居民新名,{aResident.IdNumber},新地址\n"));

        var found = (await (await officer.PostAsync("/api/residents/search", new { query = aResident.IdNumber })).JsonAsync())["items"]![0]!;
        Assert.Equal(("居民新名", "low-salt", 2), ((string?)found["name"], (string?)found["dietTags"]![0], (int)found["version"]!));
    }

    [Fact]
    public async Task Import_Xlsx_ReadsTheFirstSheet()
    {
        var officer = await registry.OfficerAsync();
        var answer = await ImportAsync(officer, TableFile.Xlsx(["姓名", "身份证号", "地址"], ["居民丁", AResident.Number("19470101", male: true), "华新镇4号"]));
        Assert.Equal((1, 0), ((int)answer["accepted"]!, (int)answer["rejected"]!));
    }

    [Fact]
    public async Task Import_OfWhatIsNoTable_IsRefused()
    {
        var officer = await registry.OfficerAsync();
        await (await PostAsync(officer, new([1, 2, 3], TableFile.Xlsx().MediaType))).ProblemAsync(400, "request.invalid");
        await (await PostAsync(officer, new([0xFF, 0xFF, 0x00], "text/csv"))).ProblemAsync(400, "request.invalid");
        await (await PostAsync(officer, new([], "application/json"))).ProblemAsync(415, "request.unsupported-media-type");
        await (await PostAsync(officer, new(new byte[11 * 1024 * 1024], "text/csv"))).ProblemAsync(413, "request.too-large");
        Assert.Equal(0, (int?)(await ImportAsync(officer, new([], "text/csv")))["accepted"]);
        await (await PostAsync(await registry.SignedInByPasswordAsync("staff-HX01"), new([], "text/csv"))).ProblemAsync(403, "auth.not-allowed");
        Assert.Empty(registry.LoggedErrors);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, TableFile file) => file.PostAsync(client, "/api/residents/import");

    private static async Task<JsonNode> ImportAsync(HttpClient client, TableFile file) => await (await PostAsync(client, file)).JsonAsync();
}

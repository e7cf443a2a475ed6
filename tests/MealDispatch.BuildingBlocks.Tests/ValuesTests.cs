using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("6.50", 650)]
    [InlineData("0.05", 5)]
    [InlineData("-0.05", -5)]
    [InlineData("12", 1200)]
    public void Fen_YuanText_IsRead(string text, long fen)
    {
        Assert.True(Fen.TryParseYuan(text, out var parsed));
        Assert.Equal(fen, parsed.Value);
    }

    [Theory]
    [InlineData("6.505")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("99999999999999999999")]
    public void Fen_NotYuan_IsRefused(string? text) => Assert.False(Fen.TryParseYuan(text, out _));

    [Fact]
    public void Fen_AnyAmount_ReadsBackFromItsText() =>
        FsCheck.Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            ArbMap.Default.ArbFor<int>(), fen => Fen.TryParseYuan(new Fen(fen).ToYuan(), out var back) && back.Value == fen));

    [Fact]
    public void Json_NodaTime_IsIsoAndReadsBack()
    {
        var text = JsonSerializer.Serialize(
            new Times(Instant.FromUtc(2025, 6, 25, 1, 29, 59), new LocalDate(2025, 6, 25), new LocalTime(9, 30), Fulfilment.DineIn), Json.Options);

        Assert.Equal("""{"at":"2025-06-25T01:29:59Z","on":"2025-06-25","time":"09:30","how":"dine-in"}""", text);
        Assert.Equal(new LocalTime(9, 30), JsonSerializer.Deserialize<Times>(text, Json.Options)!.Time);
    }

    [Theory]
    [InlineData("\"2025-06-25T09:29:59+08:00\"")]
    [InlineData("\"2025-06-25T01:29:59Z\"")]
    public void Json_InstantWithOffset_IsRead(string json) =>
        Assert.Equal(Instant.FromUtc(2025, 6, 25, 1, 29, 59), JsonSerializer.Deserialize<Instant>(json, Json.Options));

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("12")]
    [InlineData("\"2025-06-25\"")]
    public void Json_NotAnInstant_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Instant>(json, Json.Options));

    [Theory]
    [InlineData("\"dinein\"")]
    [InlineData("2")]
    public void Json_NotAWordOfTheEnum_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Fulfilment>(json, Json.Options));

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\ud800b")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("123456789")]
    public void Check_TextThatCannotStand_Fails(string? text)
    {
        var check = new MealDispatch.BuildingBlocks.Http.Check();

        check.Text("name", text, 8);

        Assert.Equal(["name"], check.Error.Fields.Keys);
    }

    [Fact]
    public void Ids_SameFact_IsTheSameId()
    {
        Assert.Equal(Ids.Of("a:1"), Ids.Of("a:1"));
        Assert.NotEqual(Ids.Of("a:1"), Ids.Of("a:2"));
    }

    private sealed record Times(Instant At, LocalDate On, LocalTime Time, Fulfilment How);
}

using System.Security.Cryptography;
using System.Text;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Ordering.Tests.Orders;

public sealed class ServeDineInTests(OrderingFactory factory) : IClassFixture<OrderingFactory>
{
    private const string Path = "/api/sites/HX01/dine-in";

    [Fact]
    public async Task DineIn_ByCard_IsCompletedAtOnceWithEvidence()
    {
        var id = await factory.AResidentAsync();
        await factory.DeliverAsync(new ResidentCardChanged { ResidentId = id, Version = 1, Subdistrict = "huaxin", CardHash = Hash("card-1"), OccurredAt = factory.Clock.Now });
        var staff = await factory.StaffAsync();

        var order = await (await staff.PostAsync(Path, new { cardCode = "card-1", mealPeriod = "lunch", lines = new[] { new { itemCode = "B", quantity = 1 } } })).JsonAsync(201);

        Assert.Equal(("completed", "dine-in", "at-site"), ((string?)order["status"], (string?)order["fulfilment"], (string?)order["paymentMethod"]));
        Assert.Equal((1000, 500, 500), ((long)order["foodFen"]!, (long)order["subsidyFen"]!, (long)order["payableFen"]!));
        await factory.DrainAsync();
        Assert.Equal(PresenceEvidence.Card, Assert.Single(factory.Bus.PublishedOf<MealServed>(), m => m.ResidentId == id).Evidence);
        Assert.DoesNotContain(factory.Bus.PublishedOf<OrderConfirmed>(), m => m.ResidentId == id);
        Assert.Equal(20_000, await factory.BalanceAsync(id));
    }

    [Theory]
    [InlineData("没带卡", PresenceEvidence.Override)]
    [InlineData(null, PresenceEvidence.None)]
    public async Task DineIn_WithoutCard_IsServedAndSaysWhy(string? reason, PresenceEvidence evidence)
    {
        var id = await factory.AResidentAsync();
        var staff = await factory.StaffAsync();
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 14, 0);

        var order = await (await staff.PostAsync(Path, new { residentId = id, mealPeriod = "breakfast", foodFen = 1200, paymentMethod = "meal-account", overrideReason = reason })).JsonAsync(201);

        Assert.Equal(("completed", "2025-07-01"), ((string?)order["status"], (string?)order["serviceDate"]));
        Assert.Empty(order["lines"]!.AsArray());
        await factory.DrainAsync();
        var served = Assert.Single(factory.Bus.PublishedOf<MealServed>(), m => m.ResidentId == id);
        Assert.Equal((evidence, reason), (served.Evidence, served.OverrideReason));
        Assert.Equal((600, PaymentMethod.MealAccount), (served.PayableFen, served.PaymentMethod));
        Assert.Equal(OrderedBy.Staff, Assert.Single(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id).OrderedBy);
        Assert.Equal(19_400, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task DineIn_BalanceTooLow_IsRefusedAndNothingIsServed()
    {
        var id = await factory.AResidentAsync(balanceFen: 100);
        var staff = await factory.StaffAsync();

        await (await staff.PostAsync(Path, new { residentId = id, mealPeriod = "lunch", foodFen = 1200, paymentMethod = "meal-account" })).ProblemAsync(422, "payments.balance-too-low");

        await factory.DrainAsync();
        Assert.DoesNotContain(factory.Bus.PublishedOf<MealServed>(), m => m.ResidentId == id);
        Assert.Equal(100, await factory.BalanceAsync(id));
    }

    [Fact]
    public async Task DineIn_WithABadBody_IsInvalid()
    {
        var id = await factory.AResidentAsync();
        var staff = await factory.StaffAsync();
        object[] bad =
        [
            new { mealPeriod = "lunch", foodFen = 1200 },
            new { residentId = id, cardCode = "c", mealPeriod = "lunch", foodFen = 1200 },
            new { residentId = id, foodFen = 1200 },
            new { residentId = id, mealPeriod = "lunch" },
            new { residentId = id, mealPeriod = "lunch", foodFen = 0 },
            new { residentId = id, mealPeriod = "lunch", foodFen = long.MaxValue },
            new { residentId = id, mealPeriod = "lunch", foodFen = 1200, lines = new[] { new { itemCode = "A", quantity = 1 } } },
            new { residentId = id, mealPeriod = "lunch", lines = Array.Empty<object>() },
        ];

        foreach (var body in bad)
            await (await staff.PostAsync(Path, body)).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync(Path, new { cardCode = "unknown", mealPeriod = "lunch", foodFen = 1200 })).ProblemAsync(422, "ordering.card-not-valid");
        await (await staff.PostAsync("/api/sites/HX02/dine-in", new { residentId = id, mealPeriod = "lunch", foodFen = 1200 })).ProblemAsync(403, "ordering.not-your-site");
        await (await staff.PostAsync("/api/sites/HX08/dine-in", new { residentId = id, mealPeriod = "lunch", foodFen = 1200 })).JsonAsync(201);
        Assert.Empty(factory.LoggedErrors);
    }

    [Fact]
    public async Task Quote_AtTheCounter_SaysThePriceAtAnyHourAndTakesNothing()
    {
        var id = await factory.AResidentAsync(r => r with { DietTags = ["low-salt"] });
        var staff = await factory.StaffAsync();
        factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 14, 0);
        object Meal(string item) => new { residentId = id, mealPeriod = "lunch", lines = new[] { new { itemCode = item, quantity = 1 } } };

        var quote = await (await staff.PostAsync(Path + "/quote", Meal("A"))).JsonAsync();

        Assert.Equal((1600, 600, 1000), ((long)quote["foodFen"]!, (long)quote["subsidyFen"]!, (long)quote["payableFen"]!));
        Assert.Equal("low-salt", (string?)Assert.Single(quote["warnings"]!.AsArray())!["dietTag"]);
        Assert.Equal(600, (long)(await (await staff.PostAsync(Path + "/quote", new { residentId = id, mealPeriod = "dinner", foodFen = 1200 })).JsonAsync())["payableFen"]!);
        await (await staff.PostAsync(Path + "/quote", Meal("gone"))).ProblemAsync(422, "ordering.not-on-menu");
        await (await staff.PostAsync("/api/sites/HX02/dine-in/quote", Meal("A"))).ProblemAsync(403, "ordering.not-your-site");
        await factory.DrainAsync();
        Assert.DoesNotContain(factory.Bus.PublishedOf<OrderPlaced>(), m => m.ResidentId == id);
    }

    [Fact]
    public async Task Quotes_AtTheCounter_AreWhatEachLineCostsByItself_WithoutWhatCannotBeServed()
    {
        var id = await factory.AResidentAsync(r => r with { DietTags = ["low-salt"] });
        var staff = await factory.StaffAsync();
        object Meal(params string[] items) => new { residentId = id, mealPeriod = "lunch", lines = items.Select(item => new { itemCode = item, quantity = 1 }) };

        var each = (await (await staff.PostAsync(Path + "/quotes", Meal("A", "gone", "B"))).JsonAsync())["items"]!.AsArray();

        Assert.Equal(["A", "B"], each.Select(quote => (string?)quote!["lines"]![0]!["itemCode"]));
        foreach (var quote in each)
        {
            var alone = await (await staff.PostAsync(Path + "/quote", Meal((string)quote!["lines"]![0]!["itemCode"]!))).JsonAsync();
            Assert.Equal(alone.ToJsonString(), quote.ToJsonString());
        }

        await (await staff.PostAsync(Path + "/quotes", Meal("gone"))).ProblemAsync(422, "ordering.not-on-menu");
        await (await staff.PostAsync(Path + "/quotes", new { residentId = id, mealPeriod = "lunch", foodFen = 1200 })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync("/api/sites/HX02/dine-in/quotes", Meal("A"))).ProblemAsync(403, "ordering.not-your-site");
    }

    [Fact]
    public async Task DineIn_DearerThanWasShown_IsNotServed()
    {
        var id = await factory.AResidentAsync();
        var staff = await factory.StaffAsync();

        await (await staff.PostAsync(Path, new { residentId = id, mealPeriod = "lunch", foodFen = 1200, expectedPayableFen = 599 })).ProblemAsync(422, "ordering.price-changed");

        await factory.DrainAsync();
        Assert.DoesNotContain(factory.Bus.PublishedOf<MealServed>(), m => m.ResidentId == id);
        await (await staff.PostAsync(Path, new { residentId = id, mealPeriod = "lunch", foodFen = 1200, expectedPayableFen = 600 })).JsonAsync(201);
    }

    private static string Hash(string card) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card)));
}

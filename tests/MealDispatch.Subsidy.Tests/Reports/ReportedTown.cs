using System.Globalization;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Engine;
using MealDispatch.Subsidy.Tests.Settlements;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Tests.Reports;

/// <summary>
/// Two months of a town: three schemes, four budgets, three sites, guests both ways; cancelled, not collected, open, settled, clawed
/// back before and after. The numbers come from a fixed seed, so that a failure comes again.
/// </summary>
public sealed class ReportedTown : IAsyncLifetime
{
    private static readonly Func<ATown, OrderPlaced, Task>[] Ends =
    [
        (t, o) => t.ServeAsync(o), (t, o) => t.ServeAsync(o), (t, o) => t.ServeAsync(o, PresenceEvidence.None), (t, o) => t.CancelAsync(o), (t, o) => t.NotCollectedAsync(o),
        (t, o) => t.FailAsync(o, DeliveryFailure.Other), (_, _) => Task.CompletedTask,
    ];

    private const int Orders = 70;

    private readonly SubsidyFactory factory = new();

    internal ATown Town { get; private set; } = null!;

    /// <summary>All that the town's residents ordered.</summary>
    internal IReadOnlyList<NaiveReport.Meal> Meals { get; private set; } = [];

    /// <summary>Orders on an approved statement.</summary>
    internal IReadOnlySet<Guid> Settled { get; private set; } = new HashSet<Guid>();

    internal async Task<NaiveReport> SecondProgramAsync() => new(await Town.Auditor.GetStringAsync("/api/subsidy/ledger/export"), Town.Subdistrict);

    public async Task InitializeAsync()
    {
        await factory.InitializeAsync();
        var canteen = await ACanteen.OpenAsync(factory, s => s with
        {
            Tiers = [s.Tiers[0] with { Name = "80+", When = Examples.From(80) }, s.Tiers[0] with { Benefit = new Benefit.PercentOff(30, 500) }],
            Funders = [new Funder("B" + s.Code, 60), new Funder("C" + s.Code, 40)],
        });
        var town = canteen.Town;
        var abroad = await ATown.OpenAsync(factory);
        string[] sites = [canteen.Code, "t-" + canteen.Code, "s-" + abroad.Subdistrict[2..]];
        await factory.DeliverAsync(canteen.Site(sites[1], canteen.Code));
        await factory.DeliverAsync(canteen.Site(sites[2]) with { Subdistrict = abroad.Subdistrict });
        foreach (var budget in new[] { "B" + town.Scheme, "C" + town.Scheme, "O" + town.Scheme })
            await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = budget, fen = 1_000_000, from = "2025-01-01", to = (string?)null, whenExhausted = "partial" })).JsonAsync(201);
        await town.ActivateAsync(town.SchemeJson(s => Examples.AFixed("F-" + s.Code, 107, order: 20) with
        {
            Subdistrict = s.Subdistrict,
            OnNoShow = OnNoShow.Release,
            Limits = Limits.None,
            Funders = [new Funder("C" + s.Code, 25), new Funder(town.Budget, 75)],
        }));
        await town.ActivateAsync(town.SchemeJson(s => Examples.AFixed("O-" + s.Code, 250, order: 30) with
        {
            Subdistrict = s.Subdistrict,
            Payee = Payee.Operator,
            Limits = Limits.None,
            Funders = [new Funder("O" + s.Code, 100)],
            Channels = [Fulfilment.Delivery, Fulfilment.DineIn],
        }));

        var random = new Random(20250701);
        var orders = new List<OrderPlaced>();
        var ends = new List<int>();
        for (var i = 0; i < Orders; i++)
        {
            var order = town.AnOrder(
                foodFen: random.Next(300, 2_500), feeFen: random.Next(4) * 100, on: new LocalDate(2025, random.Next(3) == 0 ? 8 : 7, random.Next(1, 9)),
                fulfilment: (Fulfilment)random.Next(3), site: sites[random.Next(3)])
                with
            { BirthDate = new LocalDate(random.Next(1930, 1968), 6, 1), Community = random.Next(4) is > 0 and var c ? "c-" + c : null };
            var end = random.Next(-3, Ends.Length);
            orders.Add(order);
            ends.Add(end);
            await town.PlaceAsync(order);
            if (end >= 0)
                await Ends[end](town, order);
            else
                await ProvenAsync(town, order);
        }

        var guest = abroad.AnOrder(site: canteen.Code);
        await abroad.PlaceAsync(guest);
        await abroad.ServeAsync(guest);
        await SettleAsync(canteen, ends, orders);
        (Town, Meals, Settled) = (town, [.. orders.Select(o => Noted(town, o))], await SettledAsync(canteen, orders));
    }

    public async Task DisposeAsync() => await ((IAsyncLifetime)factory).DisposeAsync();

    /// <summary>Told so that a settlement takes it.</summary>
    private static async Task ProvenAsync(ATown town, OrderPlaced order)
    {
        await town.ConfirmAsync(order);
        await town.PackAsync(order);
        if (order.Fulfilment != Fulfilment.Delivery)
            await town.HandOverAsync(order);
        await town.PickUpAsync(order);
        await town.DeliverAsync(order);
    }

    /// <summary>July is settled; meals of it are accepted later, others clawed back before and after; August takes both as adjustments.</summary>
    private static async Task SettleAsync(ACanteen canteen, List<int> ends, List<OrderPlaced> orders)
    {
        var july = orders.Where((o, i) => o.SiteCode == canteen.Code && o.ServiceDate.Month == 7 && (ends[i] < 0 || (ends[i] < 2 && o.Fulfilment == Fulfilment.DineIn))).ToList();
        await canteen.ClawBackAsync(july[0]);
        await canteen.ApprovedAsync();
        await canteen.ClawBackAsync(july[1]);
        foreach (var waiting in (await canteen.ReviewsAsync()).Take(2))
            await (await canteen.Town.Officer.PostAsync($"/api/subsidy/reviews/{waiting["decisionId"]}", new { verdict = "accept", reason = "电话核实" })).JsonAsync();
        canteen.Town.Factory.Clock.Now = Instant.FromUtc(2025, 8, 20, 0, 0);
        await canteen.ApprovedAsync(ACanteen.August);
    }

    /// <summary>As the approved statements say, by order number.</summary>
    private static async Task<IReadOnlySet<Guid>> SettledAsync(ACanteen canteen, List<OrderPlaced> orders)
    {
        var settled = new HashSet<Guid>();
        foreach (var row in (await canteen.Town.Auditor.GetJsonAsync($"/api/subsidy/settlements?siteCode={canteen.Code}&status=approved"))["items"]!.AsArray())
        {
            var csv = await canteen.Town.Auditor.GetStringAsync($"/api/subsidy/settlements/{row!["id"]}.csv");
            var numbers = csv.Split("\r\n").Select(line => line.Split(',')).Where(f => f.Length > 2 && f[1] is "本月用餐" or "前月补结").Select(f => f[2]).ToHashSet();
            settled.UnionWith(orders.Where(o => numbers.Contains(o.Number)).Select(o => o.OrderId));
        }

        return settled;
    }

    private static NaiveReport.Meal Noted(ATown town, OrderPlaced o) => new(
        o.OrderId, o.ServiceDate.ToString("uuuu-MM", CultureInfo.InvariantCulture), LocalDatePattern.Iso.Format(o.ServiceDate), o.SiteCode, o.Community ?? "-",
        Json.Word(o.Fulfilment), o.FoodFen, o.DeliveryFeeFen,
        new Dictionary<string, string>
        {
            [town.Scheme] = o.BirthDate.PlusYears(80) <= o.ServiceDate ? "80+" : "60+", ["F-" + town.Scheme] = "60+", ["O-" + town.Scheme] = "60+",
        },
        new HashSet<string> { "reserved:O-" + town.Scheme, "budget:O" + town.Scheme });
}

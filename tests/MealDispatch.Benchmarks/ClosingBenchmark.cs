using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Kitchen;
using MealDispatch.Kitchen.Batches;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Residents;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Benchmarks;

/// <summary>
/// The cutoff of a town: 100,000 orders of 200 kitchens close at once, by the message that says ordering has ended, and all their
/// tickets are queued for their printers, while orders for dinner go on arriving; against one INSERT … SELECT of the same tickets into a table with the same indexes, in alternating
/// rounds of fresh files. The kitchen's service alone, with its real file (WAL, <c>synchronous=FULL</c>), writer and outbox.
/// </summary>
internal static class ClosingBenchmark
{
    private const int Kitchens = 200;
    private const int OrdersPerKitchen = 500;
    private const int Orders = Kitchens * OrdersPerKitchen;
    private const int Rounds = 3;
    private const int DinnersPerSecond = 50;
    private static readonly LocalDate ServiceDate = new(2030, 7, 1);
    private static readonly Instant CutoffAt = Instant.FromUtc(2030, 7, 1, 1, 30);

    public static async Task<int> RunAsync()
    {
        var (ratios, slowest) = (new List<double>(), 0.0);
        for (var round = 0; round <= Rounds; round++)
        {
            var directory = Directory.CreateTempSubdirectory("mealdispatch-closing-benchmark-").FullName;
            try
            {
                var (closing, ratio) = await RoundAsync(directory, round == 0 ? "warm-up, not counted" : $"round {round}");
                if (round == 0)
                    continue;
                ratios.Add(ratio);
                slowest = Math.Max(slowest, closing);
            }
            finally
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(directory, recursive: true);
            }
        }

        ratios.Sort();
        var median = ratios[Rounds / 2];
        Say($"median ratio {median:0.00} (at most 6), slowest closing {slowest:0.0} s (at most 10)");
        return median <= 6 && slowest <= 10 ? 0 : 1;
    }

    private static async Task<(double Seconds, double Ratio)> RoundAsync(string directory, string name)
    {
        var data = Path.Combine(directory, "data");
        await using var app = await StartAsync(data);
        var database = app.Services.GetRequiredService<Database<KitchenDbContext>>();
        var bus = app.Services.GetRequiredService<IMessageBus>();
        var orders = await FillAsync(bus, database, Path.Combine(data, "kitchen.db"));
        GC.Collect();

        using var stop = new CancellationTokenSource();
        var dinners = OrderDinnersAsync(bus, stop.Token);
        var (watch, cpu, memory) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalMemory(false) >> 20);
        await Task.WhenAll(Enumerable.Range(0, Kitchens).Select(k => bus.PublishAsync(WindowClosed(k, orders[k]), Ids.New(), CancellationToken.None)));
        var closing = watch.Elapsed.TotalSeconds;
        var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        await stop.CancelAsync();
        var waits = await dinners;
        await CheckAsync(database);
        var recall = await RecallMillisecondsAsync(app, bus);
        await app.StopAsync();

        var baseline = InsertSelectSeconds(Path.Combine(data, "kitchen.db"), Path.Combine(directory, "baseline.db"));
        waits.Sort();
        Say($"{name}: closing {closing:0.00} s ({cpuSeconds:0.0} s of CPU), INSERT … SELECT {baseline:0.00} s, ratio {closing / baseline:0.00}; meanwhile {waits.Count} dinners arrived, waited p50 {waits[waits.Count / 2]:0} ms, longest {waits[^1]:0} ms; a recall of one kitchen's dish among all tickets {recall:0} ms (at most 1000); heap {memory} MB before, peak working set {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        return (closing, closing / baseline);
    }

    private static async Task<WebApplication> StartAsync(string data)
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Data:Directory", data, "--Bus:Transport", "mediator", "--Jobs:Enabled", "false",
            "--Logging:LogLevel:Default", "Error",
        ]).AddServiceDefaults();
        KitchenModule.Add(builder);
        builder.AddMessaging(allServicesInOneProcess: true);
        var app = builder.Build().UseServiceDefaults();
        KitchenModule.Map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>
    /// The rows that sites' and orders' messages leave; one resident in ten has a diet. The first kitchen's rows are written by the
    /// service, the others are copies of them with ids of their own. Answers each kitchen's orders.
    /// </summary>
    private static async Task<IReadOnlyList<List<Guid>>> FillAsync(IMessageBus bus, Database<KitchenDbContext> database, string file)
    {
        for (var kitchen = 0; kitchen < Kitchens; kitchen++)
            await bus.PublishAsync(Site(kitchen), Ids.New(), CancellationToken.None);
        var orders = Enumerable.Range(0, OrdersPerKitchen).Select(n => Order(0, n, MealPeriod.Lunch)).ToList();
        var batch = KitchenBatch.Open(Ids.New(), new Meal(Code(0), ServiceDate, MealPeriod.Lunch), wave: 1);
        batch.Touch(CutoffAt);
        await database.WriteAsync(
            unit =>
            {
                unit.Db.Batches.Add(batch);
                unit.Db.Tickets.AddRange(orders.Select(o => Ticket.Of(o, Ids.New(), batch.Id)));
                unit.Db.Residents.AddRange(orders.Select(Resident));
                unit.Db.Printers.AddRange(Enumerable.Range(0, Kitchens).Select(k => new Printer
                {
                    SiteCode = Code(k), Host = "127.0.0.1", Port = 9100, WidthMm = 80, AutoPrint = true, Version = 1,
                }));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        CopyFirstKitchen(file);
        await using var db = database.Read();
        var ids = await db.Tickets.Select(t => new { t.KitchenSiteCode, t.OrderId }).ToListAsync();
        return [.. ids.GroupBy(t => t.KitchenSiteCode).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Select(t => t.OrderId).ToList())];
    }

    private static void CopyFirstKitchen(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var table in (string[])["batches", "residents", "tickets"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO {table} SELECT {string.Join(", ", Texts(connection, $"SELECT name FROM pragma_table_info('{table}')").Select(Copied))} FROM {table} WHERE {First(table)}";
            var kitchen = command.Parameters.AddWithValue("@k", 0);
            for (var k = 1; k < Kitchens; k++)
            {
                kitchen.Value = k;
                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();

        static string Copied(string column) => column switch
        {
            "Id" or "OrderId" or "ResidentId" or "BatchId" => $"printf('%04d', @k) || substr({column}, 5)",
            "KitchenSiteCode" or "SiteCode" => "printf('K%03d', @k)",
            "Name" => "replace(Name, 'K000', printf('K%03d', @k))",
            _ => column,
        };

        static string First(string table) => table == "residents" ? "ResidentId IN (SELECT ResidentId FROM tickets WHERE KitchenSiteCode = 'K000')" : "KitchenSiteCode = 'K000'";
    }

    private static async Task<List<double>> OrderDinnersAsync(IMessageBus bus, CancellationToken stop)
    {
        var underway = new List<Task<double>>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000.0 / DinnersPerSecond));
        while (!stop.IsCancellationRequested)
        {
            underway.Add(DeliverAsync(Order(underway.Count % Kitchens, underway.Count, MealPeriod.Dinner)));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return [.. await Task.WhenAll(underway)];

        async Task<double> DeliverAsync(OrderConfirmed order)
        {
            var watch = Stopwatch.StartNew();
            await bus.PublishAsync(order, Ids.New(), CancellationToken.None);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>Each order on one ticket, numbers from 1 without gaps in each kitchen.</summary>
    private static async Task CheckAsync(Database<KitchenDbContext> database)
    {
        await using var db = database.Read();
        var kitchens = await db.Tickets.Where(t => t.MealPeriod == MealPeriod.Lunch && t.Number != null).GroupBy(t => t.KitchenSiteCode)
            .Select(g => new { Tickets = g.Count(), Last = g.Max(t => t.Number), Numbers = g.Select(t => t.Number).Distinct().Count() }).ToListAsync();
        var published = await db.Batches.CountAsync(b => b.ClosedAt != null);
        var prints = await db.PrintJobs.CountAsync();
        if (prints != Orders || kitchens.Count != Kitchens || published != Kitchens || kitchens.Any(k => (k.Tickets, k.Last, k.Numbers) != (OrdersPerKitchen, OrdersPerKitchen, OrdersPerKitchen)))
            throw new InvalidOperationException("A ticket is missing, numbered twice, or not queued for printing.");
    }

    /// <summary>Everybody who got one kitchen's soup, asked for over HTTP by its staff: the slowest of five after one that warms up.</summary>
    private static async Task<double> RecallMillisecondsAsync(WebApplication app, IMessageBus bus)
    {
        var staff = Ids.New();
        await bus.PublishAsync(
            new PersonChanged
            {
                PersonId = staff, Version = 1, Roles = [Role.CanteenStaff], Sites = [Code(0)], Subdistrict = "huaxin", ResidentId = null, OccurredAt = CutoffAt,
            },
            Ids.New(), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", app.Services.GetRequiredService<AccessTokens>().Issue(staff, Ids.New()));
        var slowest = 0.0;
        for (var time = 0; time <= 5; time++)
        {
            var watch = Stopwatch.StartNew();
            var found = await http.GetFromJsonAsync<JsonNode>($"/api/kitchen/recalls?siteCode={Code(0)}&serviceDate=2030-07-01&mealPeriod=lunch&itemCode=C");
            if ((int)found!["people"]! != OrdersPerKitchen)
                throw new InvalidOperationException($"{found["people"]} people instead of {OrdersPerKitchen}");
            slowest = time == 0 ? 0 : Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        }

        return slowest;
    }

    private static double InsertSelectSeconds(string source, string target)
    {
        using var connection = new SqliteConnection($"Data Source={target};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000");
        Execute($"ATTACH '{source}' AS source");
        foreach (var sql in Texts(connection, "SELECT sql FROM source.sqlite_master WHERE tbl_name = 'tickets' AND sql IS NOT NULL ORDER BY type DESC"))
            Execute(sql);
        var watch = Stopwatch.StartNew();
        var rows = Execute($"INSERT INTO main.tickets SELECT * FROM source.tickets WHERE Number IS NOT NULL");
        var seconds = watch.Elapsed.TotalSeconds;
        return rows == Orders ? seconds : throw new InvalidOperationException($"{rows} rows instead of {Orders}");

        int Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static string Code(int kitchen) => $"K{kitchen:D3}";

    private static OrderWindowClosed WindowClosed(int kitchen, IReadOnlyList<Guid> orders) => new()
    {
        SiteCode = Code(kitchen), KitchenSiteCode = Code(kitchen), ServiceDate = ServiceDate, MealPeriod = MealPeriod.Lunch, OrderIds = orders, OccurredAt = CutoffAt,
    };

    private static OrderConfirmed Order(int kitchen, int n, MealPeriod mealPeriod) => new()
    {
        OrderId = Ids.New(), Number = $"{mealPeriod}-{kitchen:D3}-{n:D6}", ResidentId = Ids.New(), Subdistrict = "huaxin", SiteCode = Code(kitchen),
        KitchenSiteCode = Code(kitchen), ServiceDate = ServiceDate, MealPeriod = mealPeriod, Fulfilment = n % 3 == 0 ? Fulfilment.Pickup : Fulfilment.Delivery,
        Lines = [Line("A", "红烧狮子头套餐"), Line("C", "番茄蛋汤")], Remark = null, PayableFen = 700, SubsidyFen = 500, PaymentMethod = PaymentMethod.MealAccount,
        CutoffAt = CutoffAt, ServeFrom = CutoffAt + Duration.FromMinutes(75), ServeTo = CutoffAt + Duration.FromHours(3), AfterCutoff = false, OccurredAt = CutoffAt,
    };

    private static ConfirmedLine Line(string code, string name) => new()
    {
        ItemCode = code, Name = name, Kind = MenuItemKind.SetMeal, Quantity = 1, PriceFen = 600, DietTags = [], Ingredients = ["猪肉", "青菜", "鸡蛋"],
    };

    private static ResidentCopy Resident(OrderConfirmed order, int n) => new()
    {
        ResidentId = order.ResidentId, Version = 1, Name = $"居民{n:D3}", AddressText = $"幸福路1弄{n % 40}号楼{n % 23}室", Building = $"{n % 40}号楼", Room = $"{n % 23}",
        DietTags = n % 10 == 0 ? ["low-salt"] : [],
    };

    private static SiteChanged Site(int kitchen) => new()
    {
        Code = Code(kitchen), Version = 1, Name = $"食堂{kitchen}", Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = "huaxin", AddressText = "", Phone = null,
        Point = null, DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300,
        OrderWindows =
        [
            .. ((MealPeriod[])[MealPeriod.Lunch, MealPeriod.Dinner]).Select(mealPeriod => new SiteOrderWindow
            {
                MealPeriod = mealPeriod, OpensDaysBefore = 7, Cutoff = new LocalTime(9, 30), CutoffDaysBefore = 0, ServeFrom = new LocalTime(10, 45),
                ServeTo = new LocalTime(12, 30), Capacity = 1000,
            }),
        ],
        ClosedDates = [], Couriers = [], OccurredAt = CutoffAt,
    };

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

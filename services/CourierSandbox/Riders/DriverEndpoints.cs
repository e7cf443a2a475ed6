using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>Stands in for the riders of a courier: the first call for an order takes it out of the rider's own hands.</summary>
internal static class DriverEndpoints
{
    private const int MostListed = 500;

    private static readonly Dictionary<string, (OrderState State, Trouble Trouble)> Actions = new()
    {
        ["accept"] = (OrderState.Accepted, Trouble.None),
        ["arrange"] = (OrderState.Assigned, Trouble.None),
        ["rearrange"] = (OrderState.Assigned, Trouble.None),
        ["arrive"] = (OrderState.AtShop, Trouble.None),
        ["pickup"] = (OrderState.Delivering, Trouble.None),
        ["deliver"] = (OrderState.Delivered, Trouble.None),
        ["reject"] = (OrderState.Failed, Trouble.NoRider),
        ["no-answer"] = (OrderState.Failed, Trouble.NoAnswer),
        ["refused"] = (OrderState.Failed, Trouble.Refused),
        ["cancel"] = (OrderState.Cancelled, Trouble.RiderGaveUp),
        ["return"] = (OrderState.Returning, Trouble.Refused),
        ["returned"] = (OrderState.Returned, Trouble.Refused),
    };

    private const string RiderAsks = "rider-asks-to-cancel";

    public static void Map(RouteGroupBuilder driver)
    {
        driver.MapGet("/{provider}/orders", List);
        driver.MapPost("/{provider}/orders/{code}/{action}", Drive);
        driver.MapPost("/{provider}/settings", Set);
    }

    private static SandboxCourier? Of(this IEnumerable<SandboxCourier> couriers, string provider) => couriers.FirstOrDefault(c => c.Provider == provider);

    private static IResult List(string provider, IEnumerable<SandboxCourier> couriers) =>
        couriers.Of(provider) is not { } courier
            ? Results.NotFound()
            : Results.Ok(new
            {
                items = courier.All.OrderByDescending(order => order.CreatedAt).Take(MostListed).Select(order => new
                {
                    code = order.Code,
                    number = order.Number,
                    state = order.State,
                    trouble = order.Last.Trouble,
                    riderName = order.Last.RiderName,
                    createdAt = order.CreatedAt,
                    auto = order.Auto,
                }),
            });

    private static IResult Drive(string provider, string code, string action, IEnumerable<SandboxCourier> couriers)
    {
        if (couriers.Of(provider) is not { } courier || courier.Find(code) is not { } order || action != RiderAsks && !Actions.ContainsKey(action))
            return Results.NotFound();

        order.Auto = false;
        if (action == RiderAsks)
            courier.LetRiderAsk(order);
        else
            courier.Advance(order, Actions[action].State, Actions[action].Trouble);
        return Results.Ok(new { code = order.Code, state = order.State });
    }

    private static IResult Set(string provider, SandboxSettings settings, IEnumerable<SandboxCourier> couriers, SandboxOptions options)
    {
        if (couriers.Of(provider) is not { } courier)
            return Results.NotFound();
        if (settings.TripSeconds is <= 0 or > 86_400
            || settings.Faults?.Any(knob => knob.Value is not (>= 0 and <= 1) || !Json.TryParse<Fault>(knob.Key, out _)) == true)
            return Results.BadRequest();

        options.Auto = settings.Auto ?? options.Auto;
        options.TripSeconds = settings.TripSeconds ?? options.TripSeconds;
        options.DropCallbacks = settings.DropCallbacks ?? options.DropCallbacks;
        if (settings.ExpireTokens == true)
            courier.ExpireTokens();
        if (settings.Seed is { } seed)
            courier.Faults.Seed(seed);
        foreach (var (name, share) in settings.Faults ?? [])
            if (Json.TryParse<Fault>(name, out var fault))
                courier.Faults.Set(fault, share);
        return Results.Ok(new
        {
            auto = options.Auto,
            tripSeconds = options.TripSeconds,
            dropCallbacks = options.DropCallbacks,
            faults = courier.Faults.Shares.Where(knob => knob.Value > 0).ToDictionary(knob => Json.Word(knob.Key), knob => knob.Value),
        });
    }
}

/// <summary>What is not given stays as it is. Faults by name, as shares from 0 to 1, of the courier named; the rest holds for all.</summary>
internal sealed record SandboxSettings(
    bool? Auto, double? TripSeconds, bool? DropCallbacks, bool? ExpireTokens, int? Seed, Dictionary<string, double>? Faults);

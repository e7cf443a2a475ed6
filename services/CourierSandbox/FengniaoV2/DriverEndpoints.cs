namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Stands in for the rider: the first call for an order takes it out of the rider's own hands.</summary>
internal static class DriverEndpoints
{
    private const int MostListed = 500;

    private static readonly Dictionary<string, (OrderStatus Status, string? ErrorCode)> Actions = new()
    {
        ["accept"] = (OrderStatus.Accepted, null),
        ["arrange"] = (OrderStatus.RiderAssigned, null),
        ["rearrange"] = (OrderStatus.RiderAssigned, null),
        ["arrive"] = (OrderStatus.RiderAtShop, null),
        ["pickup"] = (OrderStatus.Delivering, null),
        ["deliver"] = (OrderStatus.Delivered, null),
        ["reject"] = (OrderStatus.Exception, "NO_CARRIER_ERROR"),
        ["no-answer"] = (OrderStatus.Exception, "USER_NOT_ANSWER_ERROR"),
        ["refused"] = (OrderStatus.Exception, "USER_RETURN_ORDER_ERROR"),
        ["cancel"] = (OrderStatus.Cancelled, "CARRIER_CANCEL"),
    };

    public static void MapFengniaoV2Driver(this RouteGroupBuilder driver)
    {
        driver.MapGet("/orders", List);
        driver.MapPost("/orders/{code}/{action}", Drive);
        driver.MapPost("/settings", Set);
    }

    private static IResult List(SandboxOrders orders) =>
        Results.Ok(new
        {
            items = orders.All.OrderByDescending(order => order.CreatedAt).Take(MostListed).Select(order => new
            {
                code = order.Code,
                status = (int)order.Status,
                errorCode = order.ErrorCode,
                riderName = order.RiderName,
                createdAt = order.CreatedAt,
                auto = order.Auto,
            }),
        });

    private static IResult Drive(string code, string action, SandboxOrders orders)
    {
        if (orders.Find(code) is not { } order || !Actions.TryGetValue(action, out var step))
            return Results.NotFound();

        order.Auto = false;
        orders.Advance(order, step.Status, step.ErrorCode);
        return Results.Ok(new { code = order.Code, status = (int)order.Status });
    }

    private static IResult Set(SandboxSettings settings, SandboxOptions options, CallbackSender callbacks, IssuedTokens tokens)
    {
        if (settings.TripSeconds is <= 0 or > 86_400)
            return Results.BadRequest();

        options.Auto = settings.Auto ?? options.Auto;
        options.TripSeconds = settings.TripSeconds ?? options.TripSeconds;
        callbacks.DropAll = settings.DropCallbacks ?? callbacks.DropAll;
        if (settings.ExpireTokens == true)
            tokens.ExpireAll();
        return Results.Ok(new { auto = options.Auto, tripSeconds = options.TripSeconds, dropCallbacks = callbacks.DropAll });
    }
}

/// <summary>What is not given stays as it is.</summary>
internal sealed record SandboxSettings(bool? Auto, double? TripSeconds, bool? DropCallbacks, bool? ExpireTokens);

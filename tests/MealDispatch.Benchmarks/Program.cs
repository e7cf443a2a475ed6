using MealDispatch.Benchmarks;
using MealDispatch.Benchmarks.Positions;
using MealDispatch.Benchmarks.Routes;
using MealDispatch.Benchmarks.Tickets;

return args switch
{
    ["orders", ..] => await OrdersBenchmark.RunAsync(),
    ["tickets"] => await TicketsBenchmark.RunAsync(),
    ["closing"] => await ClosingBenchmark.RunAsync(),
    ["what-if", ..] => await WhatIfBenchmark.RunAsync(),
    ["positions"] => await PositionsBenchmark.RunAsync(),
    ["routes"] => RoutesBenchmark.Run(),
    ["pages"] => await PagesBenchmark.RunAsync(),
    ["pages", "--entries", var entries] when int.TryParse(entries, out var number) && number >= 2 => await PagesBenchmark.RunAsync(number),
    ["ledger"] => await LedgerBenchmark.RunAsync(200_000),
    ["ledger", "--entries", var entries] when int.TryParse(entries, out var number) && number >= 2 => await LedgerBenchmark.RunAsync(number),
    [PositionsClient.Verb] => await PositionsClient.RunAsync(),
    [OrdersClient.Verb, ..] => await OrdersClient.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: MealDispatch.Benchmarks orders | tickets | closing | what-if | positions | routes | pages [--entries 10000000] | ledger [--entries 10000000]");
    return 1;
}

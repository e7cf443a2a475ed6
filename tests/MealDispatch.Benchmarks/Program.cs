using MealDispatch.Benchmarks;
using MealDispatch.Benchmarks.Routes;
using MealDispatch.Benchmarks.Tickets;

return args switch
{
    ["orders", ..] => await OrdersBenchmark.RunAsync(),
    ["tickets"] => await TicketsBenchmark.RunAsync(),
    ["closing"] => await ClosingBenchmark.RunAsync(),
    ["what-if", ..] => await WhatIfBenchmark.RunAsync(),
    ["routes"] => RoutesBenchmark.Run(),
    ["ledger"] => await LedgerBenchmark.RunAsync(200_000),
    ["ledger", "--entries", var entries] when int.TryParse(entries, out var number) && number >= 2 => await LedgerBenchmark.RunAsync(number),
    [OrdersClient.Verb, ..] => await OrdersClient.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: MealDispatch.Benchmarks orders | tickets | closing | what-if | routes | ledger [--entries 10000000]");
    return 1;
}

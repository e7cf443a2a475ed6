using MealDispatch.Benchmarks;

return args switch
{
    ["orders", ..] => await OrdersBenchmark.RunAsync(),
    ["what-if", ..] => await WhatIfBenchmark.RunAsync(),
    [OrdersClient.Verb, ..] => await OrdersClient.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: MealDispatch.Benchmarks orders | what-if");
    return 1;
}

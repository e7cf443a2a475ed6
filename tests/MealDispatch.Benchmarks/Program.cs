using MealDispatch.Benchmarks;

return args switch
{
    ["orders", ..] => await OrdersBenchmark.RunAsync(),
    [OrdersClient.Verb, ..] => await OrdersClient.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: MealDispatch.Benchmarks orders");
    return 1;
}

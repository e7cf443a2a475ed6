Console.WriteLine("usage: MealDispatch.Benchmarks orders");

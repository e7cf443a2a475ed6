using System.Globalization;
using System.Runtime.CompilerServices;
using MealDispatch.RoutePlanner;

namespace MealDispatch.Benchmarks.Routes;

/// <summary>A public instance with what is known of it; see <c>solomon.txt</c>.</summary>
internal sealed record SolomonInstance(string Name, RoutingProblem Problem, double Best, double Fewest, int FewestRoutes)
{
    private const int Vehicles = 25;

    public static IReadOnlyList<SolomonInstance> All()
    {
        var places = new Dictionary<string, double[]>();
        var instances = new List<SolomonInstance>();
        var lines = File.ReadLines(Path.Combine(Here(), "solomon.txt")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var head = lines[i].Split(' ');
            var rows = lines.Skip(i + 1).TakeWhile(line => char.IsAsciiDigit(line[0])).ToList();
            var values = rows.SelectMany(line => line.Split(' ')).Select(Number).ToArray();
            i += rows.Count;
            if (head[0] == "places")
                places[head[1]] = values;
            else
                instances.Add(Of(head, places[head[2]], values));
        }

        return instances;
    }

    private static SolomonInstance Of(string[] head, double[] places, double[] windows)
    {
        var (capacity, service, closes) = ((int)Number(head[3]), Number(head[4]), Number(head[5]));
        var stops = windows.Length / 2;
        // The file has the depot first, the planner has it last.
        int Row(int place) => place == stops ? 0 : place + 1;
        var problem = new RoutingProblem
        {
            Stops = [.. Enumerable.Range(0, stops).Select(stop => new Stop((int)places[3 * Row(stop) + 2], windows[2 * stop], windows[2 * stop + 1], service))],
            Vehicles = [.. Enumerable.Repeat(new Vehicle(capacity, 0, closes), Vehicles)],
            Travel = new Travel(stops + 1, (from, to) =>
            {
                var (x, y) = (places[3 * Row(from)] - places[3 * Row(to)], places[3 * Row(from) + 1] - places[3 * Row(to) + 1]);
                var length = Math.Sqrt(x * x + y * y);
                return (length, length);
            }),
        };
        return new SolomonInstance(head[1], problem, Number(head[6]), Number(head[7]), (int)Number(head[8]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

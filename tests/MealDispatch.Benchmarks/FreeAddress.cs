using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MealDispatch.Benchmarks;

/// <summary>An address of this machine that nobody listens on.</summary>
internal static class FreeAddress
{
    public static string Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}

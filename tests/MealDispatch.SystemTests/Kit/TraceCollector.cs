using System.Collections.Concurrent;
using System.Net;
using System.Text;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests.Kit;

/// <summary>Takes traces over OTLP (http/protobuf) and keeps who made which span in which trace.</summary>
internal sealed class TraceCollector : IDisposable
{
    private readonly ConcurrentBag<(string Service, string TraceId, string Span)> spans = [];
    private readonly HttpListener listener = new();

    public TraceCollector()
    {
        Address = ServiceProcess.FreeAddress();
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<(string Service, string Span)> SpansOf(string traceId) =>
        [.. spans.Where(s => s.TraceId == traceId).Select(s => (s.Service, s.Span)).Distinct().Order()];

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                if (context.Request.Url!.AbsolutePath == "/v1/traces")
                    Read(body.ToArray());
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>ExportTraceServiceRequest: 1 resource spans { 1 resource { 1 attributes }, 2 scope spans { 2 spans { 1 trace id, 5 name } } }.</summary>
    private void Read(byte[] request)
    {
        foreach (var resourceSpans in Fields(request, 1))
        {
            var service = Fields(resourceSpans, 1).SelectMany(r => Fields(r, 1))
                .Where(a => Text(Fields(a, 1).First()) == "service.name").Select(a => Text(Fields(Fields(a, 2).First(), 1).First())).FirstOrDefault("?");
            foreach (var span in Fields(resourceSpans, 2).SelectMany(s => Fields(s, 2)))
                spans.Add((service, Convert.ToHexStringLower(Fields(span, 1).First().Span), Text(Fields(span, 5).First())));
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The length-delimited fields of that number in a protobuf message.</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message.Span, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(message.Span, ref at);
                    if (key >> 3 == (ulong)number)
                        found.Add(message.Slice(at, length));
                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}

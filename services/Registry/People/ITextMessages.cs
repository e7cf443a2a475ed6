namespace MealDispatch.Registry.People;

/// <summary>The way to a phone. Codes go out after their commit and are not kept: who gets none asks again.</summary>
internal interface ITextMessages
{
    Task SendAsync(string phone, string text, CancellationToken ct);
}

/// <summary>Stands in where no provider is connected: in demo mode the answer carries the code.</summary>
internal sealed partial class NoTextMessages(ILogger<NoTextMessages> logger, BuildingBlocks.DemoMode demo) : ITextMessages
{
    public Task SendAsync(string phone, string text, CancellationToken ct)
    {
        if (!demo.Enabled)
            LogNotSent();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A text message was not sent: no provider is connected")]
    private partial void LogNotSent();
}

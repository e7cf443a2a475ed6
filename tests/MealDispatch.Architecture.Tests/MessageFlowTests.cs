namespace MealDispatch.Architecture.Tests;

/// <summary>Who publishes and who consumes: no contract without a consumer, and only the owner publishes.</summary>
public sealed class MessageFlowTests
{
    [Fact]
    public void EveryContract_HasAConsumerOrAnAnswer()
    {
        var consumed = Services.Consumers.Select(c => c.MessageType).ToHashSet();

        Assert.Empty(Messages.All.Where(m => !consumed.Contains(m)).Select(m => m.FullName));
    }

    [Fact]
    public void EveryConsumedMessage_IsAContract()
    {
        Assert.Empty(Services.Consumers.Select(c => c.MessageType).Except(Messages.All));
    }

    [Fact]
    public void Queues_BelongToOneServiceEach()
    {
        var shared = Services.Consumers.GroupBy(c => c.Queue).Where(q => q.Select(c => c.Service).Distinct().Count() > 1);

        Assert.Empty(shared.Select(q => q.Key));
    }

    [Fact]
    public void Messages_ArePublished_ByTheirOwnerOnly()
    {
        var foreign = Published().Where(p => p.Owner != p.Service).Select(p => $"{p.Service} publishes {p.Owner}.{p.Message}");

        Assert.Empty(foreign);
    }

    [Fact]
    public void EveryEvent_IsPublished_ByItsOwner()
    {
        var published = Published().Select(p => p.Message).ToHashSet();
        var questions = Services.Consumers.Where(c => c.AdapterType.Name.StartsWith("AnswerConsumer", StringComparison.Ordinal)).Select(c => c.MessageType.Name);

        Assert.Empty(Messages.All.Select(m => m.Name).Except(questions).Except(published));
    }

    private static IEnumerable<(string Service, string Owner, string Message)> Published() =>
        from service in Services.Deployable
        from type in GenericCalls.ArgumentsOf(Services.AssemblyOf(service), "Publish")
        let name = type.Split('.')
        where type.StartsWith("MealDispatch.Contracts.", StringComparison.Ordinal)
        select (service, name[^2], name[^1]);
}

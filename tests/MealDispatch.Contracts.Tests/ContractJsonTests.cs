using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Testing;

namespace MealDispatch.Contracts.Tests;

/// <summary>What stands on the wire: messages lie in outboxes and queues over an upgrade, so their JSON is approved.</summary>
public sealed class ContractJsonTests
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    public static TheoryData<string> Contracts => [.. Samples.Messages.Concat(Samples.Answers).Select(t => t.FullName!)];

    [Theory, MemberData(nameof(Contracts))]
    public void Contract_Written_IsTheApprovedJson(string contract)
    {
        var sample = Samples.Of(Find(contract));

        Approved.Matches(FileOf(Find(contract)), JsonSerializer.Serialize(sample, sample.GetType(), Readable));
    }

    [Theory, MemberData(nameof(Contracts))]
    public void ApprovedJson_Read_IsTheSameContractAgain(string contract)
    {
        var type = Find(contract);
        var approved = File.ReadAllText(FileOf(type));

        var read = JsonSerializer.Deserialize(approved, type, Json.Options);

        Assert.Equal(approved.TrimEnd(), JsonSerializer.Serialize(read, type, Readable));
    }

    [Fact]
    public void ApprovedFiles_AreThoseOfTheContracts_AndNoOthers()
    {
        var expected = Samples.Messages.Concat(Samples.Answers).Select(FileOf).Order(StringComparer.Ordinal);
        var found = Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Where(f => !f.Contains(".received.", StringComparison.Ordinal));

        Assert.Equal(expected, found.Order(StringComparer.Ordinal));
    }

    private static string Folder => Checkout.PathOf("tests", "MealDispatch.Contracts.Tests", "approved");

    private static Type Find(string contract) => typeof(Hint).Assembly.GetType(contract, throwOnError: true)!;

    private static string FileOf(Type type) => type == typeof(Hint)
        ? Path.Combine(Folder, "Hint.json")
        : Path.Combine(Folder, type.Namespace!.Split('.')[^1], type.Name + ".json");
}

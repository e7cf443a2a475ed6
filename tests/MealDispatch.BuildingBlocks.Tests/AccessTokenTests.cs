using MealDispatch.BuildingBlocks.Security;
using Microsoft.Extensions.Options;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class AccessTokenTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly string directory = Directory.CreateTempSubdirectory("mealdispatch-tokens-").FullName;
    private readonly MovableTime time = new();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Read_AgainAroundItsEnd_CountsUntilThen(int secondsFromEnd, bool counts)
    {
        using var tokens = Tokens(directory);
        var (person, session) = (Ids.New(), Ids.New());
        var token = tokens.Issue(person, session);
        Assert.Equal((person, session), await tokens.ReadAsync(token));

        time.Now += AccessTokens.Lifetime + Skew + TimeSpan.FromSeconds(secondsFromEnd);

        Assert.Equal(counts ? (person, session) : null, await tokens.ReadAsync(token));
    }

    [Fact]
    public async Task Read_AnotherSignatureUnderClaimsThatWereRead_CountsForNothing()
    {
        using var tokens = Tokens(directory);
        var token = tokens.Issue(Ids.New(), Ids.New());
        Assert.NotNull(await tokens.ReadAsync(token));
        using var others = Tokens(Path.Combine(directory, "others"));
        var forged = token[..token.LastIndexOf('.')] + others.Issue(Ids.New(), Ids.New())[token.LastIndexOf('.')..];

        Assert.Null(await tokens.ReadAsync(forged));
    }

    private AccessTokens Tokens(string keys) => new(new KeyFiles(Options.Create(new DataOptions { KeysDirectory = keys })), time);

    private sealed class MovableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 6, 25, 1, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

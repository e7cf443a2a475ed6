using System.Diagnostics.CodeAnalysis;

namespace MealDispatch.BuildingBlocks.Errors;

/// <summary>A value, or the error that stands in its place.</summary>
public readonly struct Result<T> : IFailable
{
    private readonly T? value;

    private Result(T? value, Error? error)
    {
        this.value = value;
        Error = error;
    }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    public bool Failed => Error is not null;

    /// <summary>The value; throws when there is none, which is a mistake of the caller.</summary>
    public T Value => Failed ? throw new InvalidOperationException($"No value: {Error.Code}") : value!;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    public TOut Match<TOut>(Func<T, TOut> success, Func<Error, TOut> failure) => Failed ? failure(Error) : success(value!);
}

/// <summary>What a unit of work returns when it may fail: a failed one saves nothing.</summary>
public interface IFailable
{
    bool Failed { get; }
}

/// <summary>Stands for "no value".</summary>
public readonly record struct Done
{
    public static readonly Done Instance;
}

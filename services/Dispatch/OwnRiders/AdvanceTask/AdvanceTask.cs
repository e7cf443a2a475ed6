using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.OwnRiders.AdvanceTask;

/// <summary>Another rider took it first.</summary>
internal sealed record TaskTaken() : RuleRefused("dispatch.task-taken");

/// <summary>It is over.</summary>
internal sealed record TaskEnded(AttemptState EndedAs) : RuleRefused("dispatch.task-ended");

/// <summary>Nothing is delivered that was not picked up: the pickup is evidence.</summary>
internal sealed record NotPickedUp() : RuleRefused("dispatch.not-picked-up");

internal enum TaskStep
{
    Accept,
    ArrivedAtSite,
    PickedUp,
    ArrivedAtDoor,
    Delivered,
    Failed,
}

internal enum TaskFailure
{
    NoAnswer,
    Refused,
    BadAddress,
    Other,
}

/// <summary>What a rider's button means for the attempt.</summary>
internal static class AdvanceTask
{
    /// <summary>The report to merge. A step that was done before is no refusal: phones repeat what they could not send.</summary>
    public static Result<CourierReport> Decide(DeliveryAttempt attempt, Guid riderId, TaskStep step, TaskFailure? failure)
    {
        if (attempt.RiderPersonId is { } taken && taken != riderId)
            return step == TaskStep.Accept ? new TaskTaken() : new Absent();
        if (attempt.RiderPersonId is null && step != TaskStep.Accept)
            return new Absent();

        var state = StateOf(step);
        if (attempt.State.IsTerminal())
            return attempt.State == state || !state.IsTerminal() ? Report(state, failure) : new TaskEnded(attempt.State);
        if (step is TaskStep.ArrivedAtDoor or TaskStep.Delivered && !attempt.PickedUp)
            return new NotPickedUp();
        return Report(state, failure);
    }

    private static CourierReport Report(AttemptState state, TaskFailure? failure) => new()
    {
        State = state,
        Rider = new Rider("本镇骑手", Phone: null),
        Failure = failure is null ? null : ReasonOf(failure.Value),
    };

    private static AttemptState StateOf(TaskStep step) => step switch
    {
        TaskStep.Accept => AttemptState.RiderAssigned,
        TaskStep.ArrivedAtSite => AttemptState.AtPickup,
        TaskStep.PickedUp => AttemptState.PickedUp,
        TaskStep.ArrivedAtDoor => AttemptState.AtDropoff,
        TaskStep.Delivered => AttemptState.Delivered,
        TaskStep.Failed => AttemptState.Failed,
    };

    private static FailureReason ReasonOf(TaskFailure failure) => failure switch
    {
        TaskFailure.NoAnswer => FailureReason.RecipientUnreachable,
        TaskFailure.Refused => FailureReason.RecipientRefused,
        TaskFailure.BadAddress => FailureReason.BadAddress,
        TaskFailure.Other => FailureReason.Unknown,
    };
}

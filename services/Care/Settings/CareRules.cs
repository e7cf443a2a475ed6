using MealDispatch.Care.Alerts;
using MealDispatch.Care.Checks;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts;

namespace MealDispatch.Care.Settings;

/// <summary>How a subdistrict looks after its residents.</summary>
/// <param name="Concern">The ladder of alerts of concern.</param>
/// <param name="Urgent">The ladder of urgent alerts.</param>
/// <param name="DutyPhones">Whom to telephone at the steps that have no numbers of their own.</param>
/// <param name="Quiet">When elders and family get no messages but urgent ones.</param>
internal sealed record CareRules(Ladder Concern, Ladder Urgent, IReadOnlyList<DutyPhone> DutyPhones, QuietHours Quiet, RepeatedNoAnswerRule RepeatedNoAnswer, MissedMealRule MissedMeal)
{
    /// <summary>What holds for a subdistrict that set nothing.</summary>
    public static CareRules Usual { get; } = new(Ladder.UsualConcern, Ladder.UsualUrgent, [new DutyPhone(AlertStep.Emergency, null, "急救", "120")], QuietHours.Usual, RepeatedNoAnswerRule.Usual, MissedMealRule.Usual);

    public Ladder LadderOf(WelfareLevel level) => level == WelfareLevel.Urgent ? Urgent : Concern;

    /// <summary>The numbers of a step: those of the resident's community, or else those for everybody.</summary>
    public IReadOnlyList<DutyPhone> PhonesOf(AlertStep step, string? community)
    {
        var own = DutyPhones.Where(p => p.Step == step && p.Community is not null && p.Community == community).ToList();
        return own.Count > 0 ? own : [.. DutyPhones.Where(p => p.Step == step && p.Community is null)];
    }
}

/// <param name="Step">Grid steward, officer or emergency.</param>
/// <param name="Community">Whose residents it is for; null for all.</param>
internal sealed record DutyPhone(AlertStep Step, string? Community, string Name, string Phone);

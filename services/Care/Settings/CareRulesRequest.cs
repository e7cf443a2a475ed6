using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Checks;
using MealDispatch.Care.Messages;
using NodaTime;

namespace MealDispatch.Care.Settings;

/// <summary>Rules as an officer sends them; null leaves a part as it is.</summary>
/// <param name="Version">As read; null overwrites.</param>
internal sealed record CareRulesRequest(LadderRequest? Concern, LadderRequest? Urgent, IReadOnlyList<DutyPhoneRequest?>? DutyPhones, QuietHoursRequest? Quiet, RepeatedNoAnswerRequest? RepeatedNoAnswer,
    MissedMealRequest? MissedMeal, int? Version)
{
    private const int MaxMinutes = 24 * 60;
    private const int MaxPhones = 200;
    private static readonly int Steps = Enum.GetValues<AlertStep>().Length;

    public void Check(Check check)
    {
        CheckLadder(check, "concern", Concern);
        CheckLadder(check, "urgent", Urgent);
        if (Quiet is not null)
        {
            check.Required("quiet.from", Quiet.From);
            check.Required("quiet.to", Quiet.To);
        }

        if (RepeatedNoAnswer is not null)
        {
            check.Required("repeatedNoAnswer.enabled", RepeatedNoAnswer.Enabled);
            check.Range("repeatedNoAnswer.times", RepeatedNoAnswer.Times, 2, 10);
            check.Range("repeatedNoAnswer.days", RepeatedNoAnswer.Days, 1, 90);
        }

        if (MissedMeal is not null)
        {
            check.Required("missedMeal.enabled", MissedMeal.Enabled);
            var weeks = check.Range("missedMeal.ofLast", MissedMeal.OfLast, 1, MissedMealRule.MaxWeeks);
            check.Range("missedMeal.atLeast", MissedMeal.AtLeast, 1, Math.Max(weeks, 1));
        }

        foreach (var (phone, i) in check.List("dutyPhones", DutyPhones, MaxPhones).Select((p, i) => (p, i)))
        {
            var step = check.Required($"dutyPhones[{i}].step", phone.Step);
            check.That(step is AlertStep.GridSteward or AlertStep.Officer or AlertStep.Emergency, $"dutyPhones[{i}].step", "is grid-steward, officer or emergency");
            check.OptionalText($"dutyPhones[{i}].community", phone.Community, 40);
            check.Text($"dutyPhones[{i}].name", phone.Name, 50);
            var number = check.Text($"dutyPhones[{i}].phone", phone.Phone, 30);
            check.That(number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' '), $"dutyPhones[{i}].phone", "holds digits, + - and spaces only");
        }
    }

    public CareRules Over(CareRules rules) => rules with
    {
        Concern = Concern?.ToLadder() ?? rules.Concern,
        Urgent = Urgent?.ToLadder() ?? rules.Urgent,
        DutyPhones = DutyPhones is null ? rules.DutyPhones : [.. DutyPhones.Select(p => p!.ToDutyPhone())],
        RepeatedNoAnswer = RepeatedNoAnswer is null
            ? rules.RepeatedNoAnswer
            : new RepeatedNoAnswerRule(RepeatedNoAnswer.Enabled!.Value, RepeatedNoAnswer.Times!.Value, RepeatedNoAnswer.Days!.Value),
        MissedMeal = MissedMeal is null ? rules.MissedMeal : new MissedMealRule(MissedMeal.Enabled!.Value, MissedMeal.AtLeast!.Value, MissedMeal.OfLast!.Value),
        Quiet = Quiet is null ? rules.Quiet : new QuietHours(Quiet.From!.Value, Quiet.To!.Value),
    };

    private static void CheckLadder(Check check, string field, LadderRequest? ladder)
    {
        if (ladder is null)
            return;
        check.Range($"{field}.takenMinutes", ladder.TakenMinutes, 1, MaxMinutes);
        var rungs = check.List($"{field}.rungs", ladder.Rungs, Steps);
        check.That(rungs.Count > 0, $"{field}.rungs", "at least one step");
        foreach (var (rung, i) in rungs.Select((r, i) => (r, i)))
        {
            check.Required($"{field}.rungs[{i}].step", rung.Step);
            check.Range($"{field}.rungs[{i}].minutes", rung.Minutes, 1, MaxMinutes);
            check.That(i == 0 || rung.Step > rungs[i - 1].Step, $"{field}.rungs[{i}].step", "each step once, in the order of the ladder");
        }
    }
}

internal sealed record LadderRequest(IReadOnlyList<RungRequest?>? Rungs, int? TakenMinutes)
{
    public Ladder ToLadder() => new([.. Rungs!.Select(r => new Rung(r!.Step!.Value, r.Minutes!.Value))], TakenMinutes!.Value);
}

internal sealed record QuietHoursRequest(LocalTime? From, LocalTime? To);

internal sealed record RepeatedNoAnswerRequest(bool? Enabled, int? Times, int? Days);

internal sealed record MissedMealRequest(bool? Enabled, int? AtLeast, int? OfLast);

internal sealed record RungRequest(AlertStep? Step, int? Minutes);

internal sealed record DutyPhoneRequest(AlertStep? Step, string? Community, string? Name, string? Phone)
{
    public DutyPhone ToDutyPhone() => new(Step!.Value, string.IsNullOrWhiteSpace(Community) ? null : Community.Trim(), Name!.Trim(), Phone!.Trim());
}

using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Settings;
using MealDispatch.Contracts.Care;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>What an alert does on its ladder; each step makes its entries of the telephone list, its messages and its lines of the record.</summary>
internal sealed class AlertLadder(AlertMessages messages)
{
    public async Task RaiseAsync(Unit<CareDbContext> unit, CareAlert alert, string note, CancellationToken ct)
    {
        unit.Db.Alerts.Add(alert);
        alert.Write(unit.Now, EntryKind.Raised, note: note);
        unit.Publish(
            new CareAlertRaised
            {
                AlertId = alert.Id, Cause = alert.Cause, Level = alert.Level, ResidentId = alert.ResidentId, SiteCode = alert.SiteCode, OrderId = alert.OrderId,
                OccurredAt = unit.Now,
            },
            alert.Id);
        await StartRoundAsync(unit, alert, ct);
    }

    /// <summary>From the bottom, by the rules as they are now.</summary>
    public async Task StartRoundAsync(Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct)
    {
        alert.StartRound();
        await BeginNextStepAsync(unit, alert, ct);
        unit.Keep(alert);
    }

    /// <summary>One step up when its time is up; whoever comes second finds it not due any more.</summary>
    public async Task<bool> ClimbAsync(Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct)
    {
        if (!alert.IsDue(unit.Now))
            return false;
        if (alert.AcknowledgedAt is not null)
            alert.Write(unit.Now, EntryKind.LeftLying, by: alert.AcknowledgedBy);
        alert.LeaveStep(unit.Now);
        await BeginNextStepAsync(unit, alert, ct);
        unit.Keep(alert);
        return true;
    }

    private async Task BeginNextStepAsync(Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct)
    {
        var rules = await CareSetting.RulesOfSiteAsync(unit.Db, alert.SiteCode, ct);
        foreach (var rung in rules.LadderOf(alert.Level).Above(alert.Step))
        {
            var people = await StepPeople.OfAsync(unit.Db, alert, rung.Step, rules, ct);
            if (people.Count == 0 && !StepPeople.HasAccounts(rung.Step))
            {
                alert.Write(unit.Now, EntryKind.NobodyThere, rung.Step);
                continue;
            }

            alert.Begin(rung.Step, unit.Now + Duration.FromMinutes(rung.Minutes));
            alert.Write(unit.Now, EntryKind.StepBegun);
            unit.Db.AlertCalls.AddRange(people.Select((p, i) => new AlertCall
            {
                Id = Ids.Of($"call:{alert.Id}:{alert.Round}:{rung.Step}:{i}"),
                AlertId = alert.Id, Round = alert.Round, Step = rung.Step, Position = i, Name = p.Name, Relation = p.Relation, Phone = p.Phone,
            }));
            await messages.TellStepAsync(unit, alert, rules, ct);
            return;
        }

        alert.ReachTop(unit.Now);
        alert.Write(unit.Now, EntryKind.AtTop);
    }
}

internal static class AlertRecord
{
    /// <summary>Stores the lines that an alert wrote.</summary>
    public static void Keep(this Unit<CareDbContext> unit, CareAlert alert)
    {
        unit.Db.AlertEntries.AddRange(alert.Written);
        alert.Written.Clear();
    }
}

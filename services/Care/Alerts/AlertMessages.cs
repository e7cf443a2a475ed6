using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Checks.RepeatedNoAnswer;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Care.Settings;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts;

/// <summary>
/// Whom a step tells by message: the resident, family and emergency contacts, the canteen's staff, stewards, officers. Nobody is told
/// what was seen at the door but that nobody opened: how somebody is does not go into a message.
/// </summary>
internal sealed class AlertMessages(Channels channels)
{
    public async Task TellStepAsync(Unit<CareDbContext> unit, CareAlert alert, CareRules rules, CancellationToken ct)
    {
        var step = alert.Step!.Value;
        var facts = await FactsAsync(unit, alert, ct);
        var recipients = await RecipientsAsync(unit.Db, alert, step, rules, facts, ct);
        var isDuty = step > AlertStep.Family;
        var kind = isDuty ? MessageKind.Duty : MessageKind.WelfareAlert;
        var telling = new Telling(
            $"alert:{alert.Id}:{alert.Round}:{step}", kind, unit.Now, facts.Subdistrict, isDuty ? "/care" : Link(alert), alert.Id,
            PassesQuiet: isDuty || alert.Level == WelfareLevel.Urgent, step);
        await TellAsync(unit, alert, telling, recipients, (who, channel) => TextOf(alert, step, facts, who, channel), ct);
    }

    /// <summary>Whoever outside was told that something is wrong is told that somebody has looked after it.</summary>
    public async Task TellClosedAsync(Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct)
    {
        var told = await unit.Db.Messages.Where(m => m.AlertId == alert.Id && m.Kind == MessageKind.WelfareAlert && m.Channel != MessageChannel.WeChat)
            .Where(m => m.Status == MessageStatus.Shown || m.Status == MessageStatus.Sent).ToListAsync(ct);
        if (told.Count == 0)
            return;
        var facts = await FactsAsync(unit, alert, ct);
        var recipients = told.Select(m => new Recipient(m.PersonId, m.Address, m.Whom, m.Step == AlertStep.RiderCalls)).ToList();
        var telling = new Telling(
            $"alert:{alert.Id}:closed", MessageKind.WelfareClosed, unit.Now, facts.Subdistrict, Link(alert), alert.Id, alert.Level == WelfareLevel.Urgent);
        await TellAsync(
            unit, alert, telling, recipients, (who, channel) => MessageTexts.Closed(who.IsResident ? null : facts.NameFor(channel)), ct);
    }

    private async Task TellAsync(
        Unit<CareDbContext> unit, CareAlert alert, Telling telling, IReadOnlyList<Recipient> recipients, Func<Recipient, MessageChannel, BothLanguages> text,
        CancellationToken ct)
    {
        var choices = await Post.ChoicesOfAsync(unit.Db, recipients, ct);
        foreach (var message in await unit.PostAsync(channels, telling, recipients, choices, text, ct))
        {
            if (message.Status == MessageStatus.Shown)
                alert.WriteMessage(unit.Now, EntryKind.Told, message);
        }
    }

    private static BothLanguages TextOf(CareAlert alert, AlertStep step, Facts facts, Recipient who, MessageChannel channel) => step switch
    {
        AlertStep.RiderCalls => MessageTexts.ToResident(facts.MissedMeal, facts.SitePhone),
        AlertStep.Family => MessageTexts.ToFamily(facts.NameFor(channel), facts.MissedMeal, facts.NoAnswer, facts.SitePhone),
        AlertStep.Canteen or AlertStep.GridSteward or AlertStep.Officer or AlertStep.Emergency => MessageTexts.ToDuty(
            facts.NameFor(channel), facts.SiteName, alert.Level == WelfareLevel.Urgent, who.PersonId is null ? facts.Door ?? "" : null, facts.SitePhone),
    };

    private static async Task<IReadOnlyList<Recipient>> RecipientsAsync(
        CareDbContext db, CareAlert alert, AlertStep step, CareRules rules, Facts facts, CancellationToken ct)
    {
        switch (step)
        {
            case AlertStep.RiderCalls:
                return facts.MissedMeal || (facts.NoAnswer && alert.Cause == CareAlertCause.Report)
                    ? [.. (await Recipients.OfResidentsAsync(db, [alert.ResidentId], ct))[alert.ResidentId].Where(r => r.IsResident)]
                    : [];
            case AlertStep.Family:
                var family = (await Recipients.OfResidentsAsync(db, [alert.ResidentId], ct))[alert.ResidentId].Where(r => !r.IsResident);
                return [.. family, .. Recipients.OfContacts(await db.Residents.FindAsync([alert.ResidentId], ct))];
            case AlertStep.Canteen:
                return await Recipients.OfStaffAsync(db, alert.SiteCode, ct);
            case AlertStep.GridSteward:
                return [.. await OnDutyAsync(db, alert, step, rules, ct)];
            case AlertStep.Officer:
                return [.. await Recipients.OfOfficersAsync(db, facts.Subdistrict, ct), .. await OnDutyAsync(db, alert, step, rules, ct)];
            case AlertStep.Emergency:
                // An emergency service is telephoned, by whoever is on duty.
                return [.. await Recipients.OfStaffAsync(db, alert.SiteCode, ct), .. await Recipients.OfOfficersAsync(db, facts.Subdistrict, ct)];
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step");
        }
    }

    private static async Task<IEnumerable<Recipient>> OnDutyAsync(CareDbContext db, CareAlert alert, AlertStep step, CareRules rules, CancellationToken ct) =>
        (await StepPeople.OfAsync(db, alert, step, rules, ct)).Select(p => new Recipient(null, p.Phone, $"{p.Relation} {p.Name}".Trim(), IsResident: false));

    private static async Task<Facts> FactsAsync(Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.FindAsync([alert.ResidentId], ct);
        var site = await unit.Db.Sites.FindAsync([alert.SiteCode], ct);
        // The report that raises it is not stored yet.
        var reports = await unit.Db.Reports.AsNoTracking().Where(r => r.AlertId == alert.Id).ToListAsync(ct);
        var nobodyOpened = reports.Concat(unit.Db.Reports.Local.Where(r => r.AlertId == alert.Id)).Any(r => r.Codes.Contains(RepeatedNoAnswer.Code));
        return new Facts(
            resident?.Name ?? "", resident?.AddressText, site?.Name ?? alert.SiteCode, site?.Phone, site?.Subdistrict,
            alert.Cause == CareAlertCause.MissedMeal, nobodyOpened || alert.Cause == CareAlertCause.RepeatedNoAnswer);
    }

    private static string? Link(CareAlert alert) => alert.OrderId is { } order ? $"/orders/{order}" : null;

    private sealed record Facts(string Name, string? Door, string SiteName, string? SitePhone, string? Subdistrict, bool MissedMeal, bool NoAnswer)
    {
        public string NameFor(MessageChannel channel) => channel == MessageChannel.InApp && Name.Length > 0 ? Name : MessageTexts.ShortName(Name);
    }
}

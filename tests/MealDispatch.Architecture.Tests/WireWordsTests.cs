using System.Reflection;
using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.Testing;
using MealDispatch.Web;
using MealDispatch.Web.Pages.Care;
using MealDispatch.Web.Pages.Deliveries;
using MealDispatch.Web.Pages.Messages;
using MealDispatch.Web.Pages.Operations;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Pages.Residents;
using MealDispatch.Web.Pages.Staff;
using MealDispatch.Web.Pages.Subsidy;

namespace MealDispatch.Architecture.Tests;

/// <summary>Pages show a word of the wire that they do not know as it is, so that nothing breaks; but they know all that the services say today.</summary>
public sealed partial class WireWordsTests
{
    private static readonly (string Type, Func<string, string> Shown)[] Shown =
    [
        ("Contracts.MealPeriod", Words.MealPeriod),
        ("Contracts.Fulfilment", Words.Fulfilment),
        ("Contracts.PaymentMethod", Words.Payment),
        ("Contracts.SiteKind", Words.SiteKind),
        ("Contracts.ResidentStatus", ResidentWords.Status),
        ("Contracts.WelfareLevel", Words.WelfareLevel),
        ("Contracts.Care.CareAlertCause", CareWords.Cause),
        ("Ordering.Orders.OrderStatus", Words.OrderStatus),
        ("Ordering.Orders.TimelineEvent", Words.OrderEvent),
        ("Ordering.MealAccounts.EntryKind", OrderWords.Entry),
        ("Kitchen.Batches.BatchStatus", Words.BatchStatus),
        ("Kitchen.Tickets.TicketStatus", Words.TicketStatus),
        ("Kitchen.Tickets.TicketAction", Words.TicketAction),
        ("Kitchen.Recalls.MealState", Words.MealState),
        ("Kitchen.Printing.PrintJobStatus", Words.PrintStatus),
        ("Dispatch.Deliveries.DeliveryStatus", Words.DeliveryStatus),
        ("Dispatch.Attempts.AttemptState", DeliveryWords.State),
        ("Dispatch.Attempts.FailureReason", DeliveryWords.Failure),
        ("Dispatch.Attempts.EventSource", DeliveryWords.Source),
        ("Care.Alerts.AlertStep", CareWords.Step),
        ("Care.Alerts.EntryKind", CareWords.Entry),
        ("Care.Alerts.CallResult", CareWords.Result),
        ("Care.Alerts.AlertOutcome", CareWords.Outcome),
        ("Care.Messages.MessageChannel", MessageWords.Channel),
        ("Care.Messages.MessageKind", MessageWords.Kind),
        ("Registry.Residents.Gender", ResidentWords.Gender),
        ("Registry.Addresses.Datum", ResidentWords.Datum),
        ("Registry.FamilyLinks.FamilyLinkStatus", ResidentWords.Link),
        ("Registry.Staff.StaffAction", StaffWords.Action),
        ("Subsidy.Ledger.LedgerKind", Words.LedgerKind),
        ("Subsidy.Flags.FlagStatus", FlagWords.Status),
        ("Subsidy.Schemes.SchemeStatus", SchemeWords.Status),
        ("Subsidy.Schemes.SchemeAction", SchemeWords.Action),
        ("Subsidy.Engine.RefusalReason", SchemeWords.Reason),
        ("Subsidy.Decisions.RightStatus", SchemeWords.RightStatus),
        ("Subsidy.Samples.SampleBasis", SampleWords.Basis),
        ("Subsidy.Samples.CallBackOutcome", SampleWords.Outcome),
        ("Subsidy.Settlements.SettlementStatus", SettlementWords.Status),
        ("Subsidy.Settlements.SettlementStep", SettlementWords.Step),
        ("Subsidy.Settlements.SettlementLineKind", SettlementWords.LineKind),
        ("Subsidy.Review.HoldReason", SettlementWords.HoldReason),
        ("Subsidy.CourierStatements.BilledState", SettlementWords.BilledState),
        ("Subsidy.ClawBacks.ClawBackStatus", SettlementWords.ClawBackStatus),
    ];

    public static TheoryData<string> Types => [.. Shown.Select(s => s.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryWord_OfAType_IsShownInChinese(string type)
    {
        var shown = Shown.Single(s => s.Type == type).Shown;

        Assert.Equal([], WordsOf(type).Where(word => !Chinese().IsMatch(Language.In("zh-Hans", () => shown(word)))));
    }

    /// <summary>Dispatch names its alarms by text; Care writes them into messages and the pages show them.</summary>
    [Fact]
    public void EveryAlarm_OfADelivery_HasWordsInMessagesAndOnPages()
    {
        var alarms = TypeOf("Dispatch.Deliveries.DeliveryAlarm").GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetValue(null)!).ToList();
        var message = TypeOf("Care.Messages.MessageTexts").GetMethod("Alarm", BindingFlags.NonPublic | BindingFlags.Static)!;

        Assert.NotEmpty(alarms);
        Assert.Equal([], alarms.Where(alarm => Language.In("zh-Hans", () => DeliveryWords.Alarm(alarm)) == alarm));
        Assert.Equal([], alarms.Where(alarm => message.Invoke(null, [alarm])!.Equals(message.Invoke(null, ["unknown"]))));
    }

    [Fact]
    public void EveryJob_OfAService_IsShownInChinese()
    {
        string[] services = ["Registry", "Ordering", "Subsidy", "Kitchen", "Dispatch", "Care"];
        var jobs = services.SelectMany(s => Assembly.Load(s).GetTypes()).Where(t => t.IsClass && typeof(IJob).IsAssignableFrom(t)).Select(t => t.Name).ToList();

        Assert.NotEmpty(jobs);
        Assert.Equal([], jobs.Where(job => Language.In("zh-Hans", () => JobWords.Name(job)) == job));
    }

    private static IEnumerable<string> WordsOf(string type)
    {
        var word = typeof(Json).GetMethod(nameof(Json.Word))!.MakeGenericMethod(TypeOf(type));
        return Enum.GetValues(TypeOf(type)).Cast<object>().Select(value => (string)word.Invoke(null, [value])!);
    }

    private static Type TypeOf(string type) => Assembly.Load(type.Split('.')[0]).GetType("MealDispatch." + type, throwOnError: true)!;

    [GeneratedRegex("[\\u4e00-\\u9fff]")]
    private static partial Regex Chinese();
}

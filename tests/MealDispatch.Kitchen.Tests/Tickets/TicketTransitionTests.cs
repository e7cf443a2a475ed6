using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Tests.Tickets;

public class TicketTransitionTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 7, 1, 3, 0);
    private static readonly Guid Cook = new("00000000-0000-0000-0000-00000000000c");

    // Rows: what happened before. Columns: pack, take back packing, hand over, leave uncollected. A code is a refusal, "+" a change, "-" a repeat.
    [Theory]
    [InlineData("", "kitchen.batch-open", "kitchen.batch-open", "kitchen.batch-open", "kitchen.batch-open")]
    [InlineData("number", "+", "-", "+", "+")]
    [InlineData("number pack", "-", "+", "+", "+")]
    [InlineData("number hand", "-", "kitchen.ticket-handed-over", "-", "kitchen.ticket-handed-over")]
    [InlineData("number leave", "kitchen.ticket-not-collected", "kitchen.ticket-not-collected", "kitchen.ticket-not-collected", "-")]
    [InlineData("void", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided")]
    [InlineData("number void", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided")]
    [InlineData("number pack void", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided")]
    [InlineData("number leave void", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided", "kitchen.ticket-voided")]
    [InlineData("number hand void", "-", "kitchen.ticket-handed-over", "-", "kitchen.ticket-handed-over")]
    public void Ticket_AfterItsHistory_AllowsOrRefuses(string history, string pack, string unpack, string handOver, string leave)
    {
        Assert.Equal(pack, Told(After(history).Pack(Now, Cook)));
        Assert.Equal(unpack, Told(After(history).Unpack(Now, Cook, "扫错了")));
        Assert.Equal(handOver, Told(After(history).HandOver(Now, Cook, null)));
        Assert.Equal(leave, Told(After(history).LeaveUncollected(Now, Cook, "过时")));
    }

    private static string Told(Result<bool> result) => result.Match(changed => changed ? "+" : "-", error => error.Code);

    private static Ticket After(string history)
    {
        var ticket = new Ticket
        {
            Id = Ids.New(), OrderId = Ids.New(), OrderNumber = "1", ResidentId = Ids.New(), SiteCode = "HX01", KitchenSiteCode = "HX01",
            ServiceDate = new LocalDate(2025, 7, 1), MealPeriod = MealPeriod.Lunch, Fulfilment = Fulfilment.Pickup, Lines = [], Remark = null, DueFen = 0,
            ServeFrom = default, ServeTo = default, BatchId = Ids.New(),
        };
        foreach (var step in history.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (step)
            {
                case "number": Close(ticket); break;
                case "pack": Assert.True(ticket.Pack(Now, Cook).Value); break;
                case "hand": Assert.True(ticket.HandOver(Now, Cook, null).Value); break;
                case "leave": Assert.True(ticket.LeaveUncollected(Now, Cook, "过时").Value); break;
                case "void": ticket.Void(Now); break;
                default: throw new ArgumentException(step);
            }
        }

        return ticket;
    }

    /// <summary>Closing writes numbers and status straight to the table.</summary>
    private static void Close(Ticket ticket) => typeof(Ticket).GetProperty(nameof(Ticket.Status))!.SetValue(ticket, TicketStatus.ToPack);
}

using System.Data.Common;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MealDispatch.Kitchen.Batches.CloseBatch;

/// <summary>What closing needs of an order: what decides its number, and what others are told. The door and diet are null as long as nothing is known of the resident.</summary>
internal sealed record WaitingOrder(
    Guid TicketId, Guid OrderId, string OrderNumber, Guid ResidentId, string SiteCode, Fulfilment Fulfilment, string? AddressText, string? Building, string? Room,
    IReadOnlyList<string>? DietTags, IReadOnlyList<string>? Avoid);

/// <param name="Order">The order.</param>
/// <param name="Number">Of its ticket.</param>
/// <param name="Code">What barcode and QR hold.</param>
/// <param name="CareToken">The secret in the bag's QR; null when nobody carries the meal.</param>
internal sealed record NumberedOrder(WaitingOrder Order, int Number, string Code, string? CareToken);

internal static class NumberedOrders
{
    private const string Write = """
        UPDATE tickets SET Number = @number, Code = @code, CareToken = @careToken, Copies = @copies, Status = 'to-pack', Version = Version + 1
        WHERE Id = @id AND Status = 'waiting'
        """;

    /// <summary>Past EF, with one prepared statement: at the cutoff every kitchen of the town numbers all its tickets at once.</summary>
    /// <param name="copies">Prints that are asked for with it.</param>
    internal static async Task WriteNumbersAsync(this KitchenDbContext db, IReadOnlyList<NumberedOrder> orders, int copies, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Write;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var (number, code, careToken, id) = (Add("@number"), Add("@code"), Add("@careToken"), Add("@id"));
        Add("@copies").Value = copies;
        foreach (var order in orders)
        {
            (number.Value, code.Value, careToken.Value, id.Value) = (order.Number, order.Code, order.CareToken ?? (object)DBNull.Value, order.Order.TicketId);
            if (await command.ExecuteNonQueryAsync(ct) != 1)
                throw new DbUpdateConcurrencyException($"Order {order.Order.OrderNumber} changed while its batch closed");
            CrashPoints.Reach("inside-closing");
        }

        DbParameter Add(string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            return parameter;
        }
    }
}

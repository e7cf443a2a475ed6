using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.MealAccounts;
using MealDispatch.Ordering.MealAccounts.TopUps;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Demo;

/// <summary>
/// A payment provider in miniature, in demo mode only: a page with one button, which tells of the payment. The secret in
/// its address stands for the provider's signature; told twice, it is credited once.
/// </summary>
internal static class DemoPayments
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/api/demo/payments/{token}", ShowAsync)
            .WithName("Ordering_ShowDemoPayment").WithSummary("The demo payer's page.").AllowAnonymous().Produces(200, contentType: "text/html").ProducesProblem(404);
        group.MapPost("/api/demo/payments/{token}", PayAsync)
            .WithName("Ordering_PayDemoPayment").WithSummary("The demo payer pays; credited once.").AllowAnonymous().ProducesProblem(404);
    }

    private static async Task<IResult> ShowAsync(string token, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.TopUps.SingleOrDefaultAsync(t => t.PaymentToken == token, ct) is not { } topUp)
            return new Absent().ToProblem();
        var action = topUp.Status == TopUpStatus.Credited ? "<p>已支付</p>" : "<form method=\"post\"><button style=\"font-size:24px\">确认支付（演示）</button></form>";
        return Results.Content(
            $"<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>演示支付</title><h1>充值 {new Fen(topUp.AmountFen).ToYuan()} 元</h1>{action}</html>",
            "text/html; charset=utf-8");
    }

    private static async Task<Results<Ok<TopUpAnswer>, ProblemHttpResult>> PayAsync(string token, Database<OrderingDbContext> database, CancellationToken ct)
    {
        var result = await database.WriteAsync(
            async unit =>
            {
                if (await unit.Db.TopUps.SingleOrDefaultAsync(t => t.PaymentToken == token, ct) is not { } topUp)
                    return (Result<TopUpAnswer>)new Absent();
                var account = await unit.Db.MealAccountOfAsync(topUp.ResidentId, ct);
                if (topUp.Credit())
                    unit.Db.MealAccountEntries.Add(account.TopUp(topUp.AmountFen, unit.Now));
                return TopUpAnswer.Of(topUp, account);
            },
            ct);
        return result.Match<Results<Ok<TopUpAnswer>, ProblemHttpResult>>(answer => TypedResults.Ok(answer), error => error.ToProblem());
    }
}

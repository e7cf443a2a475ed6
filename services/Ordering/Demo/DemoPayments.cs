using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.MealAccounts;
using MealDispatch.Ordering.MealAccounts.TopUps;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Demo;

/// <summary>
/// A payment provider in miniature, in demo mode only: a page with one button, which tells of the payment. The secret in
/// its address stands for the provider's signature; told twice, it is credited once.
/// </summary>
internal static class DemoPayments
{
    private const string Paid = "<p>已支付</p><p><a href=\"/account\">回到助餐账户</a></p>";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/api/demo/payments/{token}", ShowAsync)
            .WithName("Ordering_ShowDemoPayment").WithSummary("The demo payer's page.").AllowAnonymous().Produces(200, contentType: "text/html").ProducesProblem(404);
        group.MapPost("/api/demo/payments/{token}", PayAsync)
            .WithName("Ordering_PayDemoPayment").WithSummary("The demo payer pays; credited once.").AllowAnonymous().Produces<TopUpAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> ShowAsync(string token, Database<OrderingDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.TopUps.SingleOrDefaultAsync(t => t.PaymentToken == token, ct) is not { } topUp)
            return new Absent().ToProblem();
        return Paper(
            topUp.AmountFen,
            topUp.Status == TopUpStatus.Credited ? Paid : "<form method=\"post\"><button style=\"font-size:24px;min-height:64px;width:100%\">确认支付（演示）</button></form>");
    }

    /// <summary>A person at a browser gets a page, a program the top-up.</summary>
    private static async Task<IResult> PayAsync(string token, HttpContext http, Database<OrderingDbContext> database, CancellationToken ct)
    {
        var result = await database.WriteAsync(
            async unit =>
            {
                if (await unit.Db.TopUps.SingleOrDefaultAsync(t => t.PaymentToken == token, ct) is not { } topUp)
                    return (Result<TopUpAnswer>)new Absent();
                var account = await unit.Db.MealAccountOfAsync(topUp.ResidentId, ct);
                topUp.Credit(unit, account);
                return TopUpAnswer.Of(topUp, account);
            },
            ct);
        return result.Match(
            answer => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) ? Paper(answer.AmountFen, Paid) : TypedResults.Ok(answer),
            error => error.ToProblem());
    }

    private static IResult Paper(long fen, string content) => Results.Content(
        $"<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>演示支付</title>"
        + $"<body style=\"font-size:24px\"><h1>充值 {new Fen(fen).ToYuan()} 元</h1>{content}</body></html>",
        "text/html; charset=utf-8");
}

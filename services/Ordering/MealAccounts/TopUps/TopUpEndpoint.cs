using System.Security.Cryptography;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Ordering.MealAccounts.TopUps;

/// <summary>Puts money into a meal account: staff take cash, which counts at once; residents and family pay online.</summary>
internal static class TopUpEndpoint
{
    private const long MaxFen = 1_000_000;

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/residents/{id:guid}/meal-account/top-ups", HandleAsync)
            .WithName("Ordering_TopUp").WithSummary("Cash by staff: 201, credited. Online by resident or family: 202 with payUrl.")
            .AllowRoles(Role.Resident, Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);

    internal static async Task<Results<Created<TopUpAnswer>, Accepted<TopUpAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, TopUpRequest request, HttpContext http, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database,
        DemoMode demo, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var fen = check.Range("amountFen", request.AmountFen, 1, MaxFen);
        var method = check.Required("method", request.Method);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var resident = await residents.FindAsync(id, ct);
        if (resident.Failed)
            return resident.Error.ToProblem();
        var byStaff = caller.IsStaffIn(resident.Value.Subdistrict);
        if (!caller.ActsFor(id) && !byStaff)
            return new Absent().ToProblem();
        if (method == TopUpMethod.Cash ? !byStaff : !caller.ActsFor(id))
            return new Forbidden().ToProblem();
        if (method == TopUpMethod.Online && !demo.Enabled)
            return new NoOnlinePayment().ToProblem();

        var result = await database.WriteAsync(unit => StoreAsync(unit, id, fen, method, caller, key.Value, time, ct), ct);
        return result.Match<Results<Created<TopUpAnswer>, Accepted<TopUpAnswer>, ProblemHttpResult>>(
            answer => answer.Method == TopUpMethod.Cash
                ? TypedResults.Created($"/api/residents/{id}/meal-account", answer)
                : TypedResults.Accepted($"/api/residents/{id}/meal-account", answer),
            error => error.ToProblem());
    }

    private static async Task<Result<TopUpAnswer>> StoreAsync(
        Unit<OrderingDbContext> unit, Guid residentId, long fen, TopUpMethod method, Caller caller, IdempotencyKey? key, TimeProvider time,
        CancellationToken ct)
    {
        var account = await unit.Db.MealAccountOfAsync(residentId, ct);
        var repeat = await unit.Db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is { } made)
            return TopUpAnswer.Of((await unit.Db.TopUps.FindAsync([Guid.Parse(made)], ct))!, account);
        var topUp = new TopUp
        {
            Id = Ids.New(),
            ResidentId = residentId,
            AmountFen = fen,
            Method = method,
            AskedBy = caller.Id,
            AskedAt = unit.Now,
            PaymentToken = method == TopUpMethod.Online ? RandomNumberGenerator.GetHexString(64, lowercase: true) : null,
        };
        unit.Db.TopUps.Add(topUp);
        if (method == TopUpMethod.Cash)
            topUp.Credit(unit, account);
        unit.Db.KeepKey(key, topUp.Id.ToString(), time);
        return TopUpAnswer.Of(topUp, account);
    }
}

internal sealed record TopUpRequest(long? AmountFen, TopUpMethod? Method);

/// <param name="Id">The top-up's id.</param>
/// <param name="Status"><c>pending</c> until it is paid, then <c>credited</c>.</param>
/// <param name="Method">Cash or online.</param>
/// <param name="AmountFen">Fen put in.</param>
/// <param name="BalanceFen">The account's balance now.</param>
/// <param name="PayUrl">Where to pay; null for cash and when paid.</param>
internal sealed record TopUpAnswer(Guid Id, TopUpStatus Status, TopUpMethod Method, long AmountFen, long BalanceFen, string? PayUrl)
{
    public static TopUpAnswer Of(TopUp topUp, MealAccount account) => new(
        topUp.Id, topUp.Status, topUp.Method, topUp.AmountFen, account.BalanceFen,
        topUp.Status == TopUpStatus.Pending && topUp.PaymentToken is not null ? $"/api/demo/payments/{topUp.PaymentToken}" : null);
}

internal sealed record NoOnlinePayment() : RuleRefused("payments.online-not-available")
{
    public override string? Detail => "现在还不能在线充值，请到助餐点用现金充值。";
}

using System.Text.Json.Serialization;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn.SendCode;

/// <summary>Sends a code to a phone. An unknown phone is answered, and limited, like a known one.</summary>
internal static class SendCodeEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/sign-in/code", HandleAsync).AllowAnonymous().WithSmallBody()
            .WithName("Registry_SendCode").WithSummary("Sends a 6-digit code to a phone.")
            .ProducesProblem(400).ProducesProblem(429);

    internal static async Task<Results<Accepted<Response>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, Database<RegistryDbContext> database, SecretHash secrets, ITextMessages texts, DemoMode demo, TimeProvider time,
        CancellationToken ct)
    {
        var check = new Check();
        var phone = PhoneNumber.Mobile(check, "phone", request.Phone);
        if (check.Failed)
            return check.Error.ToProblem();
        var code = SecretHash.NewCode();
        var now = time.GetUtcNow().UtcDateTime;
        var kept = await database.WriteAsync(unit => KeepAsync(unit, phone, secrets.OfCode(phone, code), http.Address(), now, ct), ct);
        if (kept.Failed)
            return kept.Error.ToProblem();
        if (kept.Value)
            await texts.SendAsync(phone, $"您的验证码是 {code}，5 分钟内有效。请勿告诉他人。", ct);
        return TypedResults.Accepted((string?)null, new Response(demo.Enabled ? code : null));
    }

    /// <summary>Whether the phone belongs to somebody.</summary>
    private static async Task<Result<bool>> KeepAsync(
        Unit<RegistryDbContext> unit, string phone, string hash, string address, DateTime now, CancellationToken ct)
    {
        if (await Limit.CodesToOnePhone.IsReachedAsync(unit.Db, phone, now, ct) || await Limit.CodesFromOneAddress.IsReachedAsync(unit.Db, address, now, ct))
            return new TooManyCodes();
        await Limit.CodesToOnePhone.CountAsync(unit.Db, phone, now, ct);
        await Limit.CodesFromOneAddress.CountAsync(unit.Db, address, now, ct);
        var code = await unit.Db.SignInCodes.FindAsync([phone], ct);
        if (code is null)
            unit.Db.SignInCodes.Add(code = new SignInCode { Phone = phone, CodeHash = hash, ExpiresAt = now + SignInCode.Lifetime });
        (code.CodeHash, code.ExpiresAt, code.FailedTries) = (hash, now + SignInCode.Lifetime, 0);
        return await unit.Db.Persons.AnyAsync(p => p.Phone == phone, ct);
    }

    internal sealed record Request(string? Phone);

    internal sealed record Response([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DemoCode);
}

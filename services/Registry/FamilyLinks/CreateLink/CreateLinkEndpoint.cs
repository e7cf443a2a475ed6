using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using MealDispatch.Registry.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.FamilyLinks.CreateLink;

/// <summary>Asks for a person's right to act for a resident; a code goes to the resident's phone. Asking again sends a new code.</summary>
internal static class CreateLinkEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/residents/{id:guid}/family-links", HandleAsync).AllowSignedIn()
            .WithName("Registry_CreateFamilyLink").WithSummary("Asks for a person's right to act for a resident.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    internal static async Task<Results<Created<FamilyLinkAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, HttpContext http, Caller caller, Database<RegistryDbContext> database, SecretHash secrets, ITextMessages texts, DemoMode demo,
        TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var phone = PhoneNumber.Mobile(check, "phone", request.Phone);
        var relation = check.Text("relation", request.Relation, 40);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var code = SecretHash.NewCode();
        var now = time.GetUtcNow().UtcDateTime;
        var asked = await database.WriteAsync<Result<Asked>>(
            async unit =>
            {
                if (await unit.Db.Residents.FindAsync([id], ct) is not { } resident || !caller.MayLink(resident))
                    return new Absent();
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } linkId)
                    return new Asked(await unit.Db.FamilyLinks.SingleAsync(l => l.Id == Guid.Parse(linkId), ct), null);
                var asked = await AskAsync(unit, resident, phone, relation, l => l.ExpectCode(secrets.OfCode(l.Id.ToString(), code), now), now, ct);
                if (!asked.Failed)
                    unit.Db.KeepKey(key.Value, asked.Value.Link.Id.ToString(), time);
                return asked;
            },
            ct);
        if (asked.Failed)
            return asked.Error.ToProblem();
        var (link, codeTo) = asked.Value;
        if (codeTo is not null)
            await texts.SendAsync(codeTo, $"手机尾号 {phone[^4..]} 申请代您订餐，验证码 {code}，5 分钟内有效。不认识请勿告知。", ct);
        return TypedResults.Created($"/api/family-links/{link.Id}", FamilyLinkAnswer.Of(link) with { DemoCode = demo.Enabled && codeTo is not null ? code : null });
    }

    private static async Task<Result<Asked>> AskAsync(
        Unit<RegistryDbContext> unit, Resident resident, string phone, string relation, Action<FamilyLink> expectCode, DateTime now, CancellationToken ct)
    {
        var link = await unit.Db.FamilyLinks
            .SingleOrDefaultAsync(l => l.ResidentId == resident.Id && l.Phone == phone && l.Status != FamilyLinkStatus.Withdrawn, ct);
        if (link is { Status: FamilyLinkStatus.Confirmed } || phone == resident.Phone)
            return new AlreadyLinked();
        if (link is null)
            unit.Db.FamilyLinks.Add(link = new FamilyLink { Id = Ids.New(), ResidentId = resident.Id, Phone = phone, Relation = relation, CreatedAt = unit.Now });
        if (!PhoneNumber.IsMobile(resident.Phone))
            return new Asked(link, null);
        if (await Limit.LinkCodesForOneResident.IsReachedAsync(unit.Db, resident.Id.ToString(), now, ct))
            return new TooManyCodes();
        await Limit.LinkCodesForOneResident.CountAsync(unit.Db, resident.Id.ToString(), now, ct);
        expectCode(link);
        return new Asked(link, resident.Phone);
    }

    internal sealed record Request(string? Phone, string? Relation);

    /// <summary><see cref="CodeTo"/> is null when the resident has no phone that receives codes: staff confirm.</summary>
    private sealed record Asked(FamilyLink Link, string? CodeTo);
}

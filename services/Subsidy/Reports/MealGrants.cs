using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using NodaTime;

namespace MealDispatch.Subsidy.Reports;

/// <summary>A meal with the grants that it did not give back, as reports, lists and exports read it. Fen.</summary>
/// <param name="TotalFen">What the resident pays less.</param>
internal sealed record MealGrants(
    Guid Id, string OrderNumber, string Subdistrict, string? SiteSubdistrict, string SiteCode, string? Community, LocalDate ServiceDate, MealPeriod MealPeriod,
    Fulfilment Channel, DecisionState State, bool NoShow, bool ClawedBack, bool InSettlement, long FoodFen, long DeliveryFeeFen, long TotalFen,
    IReadOnlyList<GrantKept> Grants)
{
    public long OwnFen => FoodFen + DeliveryFeeFen - TotalFen;

    /// <summary>Null when no money is in it.</summary>
    public MealMoney? Money => (State, ClawedBack, Grants.Count) switch
    {
        (_, _, 0) or (DecisionState.Released, _, _) => null,
        (_, true, _) => MealMoney.ClawedBack,
        (DecisionState.Open, _, _) => MealMoney.Reserved,
        (DecisionState.Consumed, _, _) => InSettlement ? MealMoney.Settled : MealMoney.Granted,
    };

    public static IQueryable<MealGrants> Of(IQueryable<Decision> decisions) => decisions.Select(d => new MealGrants(
        d.Id, d.OrderNumber, d.Subdistrict, d.SiteSubdistrict, d.SiteCode, d.Community, d.ServiceDate, d.MealPeriod, d.Channel, d.State, d.NoShow,
        d.ClawedBackAt != null, d.SettlementId != null, d.FoodFen, d.DeliveryFeeFen, d.TotalFen,
        d.Rights.Where(r => r.Status != RightStatus.Released).Select(r => new GrantKept(r.Scheme, r.Tier, r.Payee, r.AmountFen, r.Funders)).ToList()));
}

/// <param name="Funders">JSON of what each budget gives.</param>
internal sealed record GrantKept(string Scheme, string Tier, Payee Payee, long AmountFen, string Funders)
{
    public GrantPart Whole() => new(new TierName(Scheme, Tier), null, Payee, AmountFen);

    public IEnumerable<GrantPart> ByFunder() =>
        JsonSerializer.Deserialize<List<FunderPart>>(Funders, EngineJson.Options)!
            .Select(part => new GrantPart(new TierName(Scheme, Tier), part.Budget, Payee, part.GivenFen));
}

/// <summary>A grant, or what one budget gave of it.</summary>
/// <param name="Funder">The budget; null for the whole grant.</param>
internal sealed record GrantPart(TierName Tier, string? Funder, Payee Payee, long Fen)
{
    public static (long ToResident, long ToOperator) Sums(IEnumerable<GrantPart> parts)
    {
        var (resident, ofOperator) = (0L, 0L);
        foreach (var part in parts)
        {
            resident += part.Payee == Payee.Resident ? part.Fen : 0;
            ofOperator += part.Payee == Payee.Operator ? part.Fen : 0;
        }

        return (resident, ofOperator);
    }
}

namespace MealDispatch.Subsidy.Engine;

/// <summary>What is left to pay of food and fee, and what is left in the budgets, while a decision is being made.</summary>
internal sealed class Remainders(SubsidyFacts facts)
{
    private readonly long originalFood = Math.Max(0, facts.FoodFen);
    private readonly long originalFee = Math.Max(0, facts.DeliveryFeeFen);
    private readonly Dictionary<string, BudgetLeft> budgets = ByCode(facts.Budgets);
    private long food = Math.Max(0, facts.FoodFen);
    private long fee = Math.Max(0, facts.DeliveryFeeFen);

    public Int128 OriginalOf(SubsidyBase part) => Of(part, originalFood, originalFee);

    public Int128 LeftOf(SubsidyBase part) => Of(part, food, fee);

    /// <summary>An unknown budget has nothing and stops.</summary>
    public BudgetLeft Budget(string code) =>
        budgets.TryGetValue(code, out var budget) ? budget : new BudgetLeft(code, 0, WhenExhausted.Stop);

    /// <summary>Gives the amount. One to the operator draws on the budgets but leaves what the resident pays.</summary>
    public Grant Take(Scheme scheme, SchemeStep step)
    {
        var amount = step.AmountFen!.Value;
        var ofFood = scheme.Base == SubsidyBase.Delivery ? 0 : Math.Min(amount, food);
        if (scheme.Payee == Payee.Resident)
        {
            food -= ofFood;
            fee -= amount - ofFood;
        }
        foreach (var part in step.Funders)
            budgets[part.Budget] = Budget(part.Budget) with { LeftFen = Fen.Saturate((Int128)Budget(part.Budget).LeftFen - part.GivenFen) };
        return new Grant(
            scheme.Code, scheme.Version, step.Tier!, amount, scheme.Payee, ofFood, amount - ofFood, step.Funders, scheme.OnNoShow, scheme.RightKey);
    }

    private static Int128 Of(SubsidyBase part, long food, long fee) => part switch
    {
        SubsidyBase.Food => food,
        SubsidyBase.FoodAndDelivery => (Int128)food + fee,
        SubsidyBase.Delivery => fee,
    };

    private static Dictionary<string, BudgetLeft> ByCode(IReadOnlyList<BudgetLeft> budgets)
    {
        var byCode = new Dictionary<string, BudgetLeft>(StringComparer.Ordinal);
        foreach (var budget in budgets)
            byCode[budget.Code] = budget;
        return byCode;
    }
}

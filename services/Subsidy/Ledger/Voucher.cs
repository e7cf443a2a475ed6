using MealDispatch.Subsidy.Decisions;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>What an entry rests on: which kind, whose money, and what caused it. It stands in the entry as it is here.</summary>
internal sealed record Voucher(LedgerKind Kind, string Subdistrict)
{
    /// <summary>Characters of a reason.</summary>
    public const int MaxReason = 200;

    /// <summary>The order whose meal is paid; null when no single one is.</summary>
    public Guid? OrderId { get; init; }

    public Guid? DecisionId { get; init; }

    /// <summary>
    /// What caused it beside a decision, as kind and id: <c>settlement:</c>, <c>claw-back:</c>, <c>budget-movement:</c>, or
    /// <c>entry:</c> and the number of an entry that is reversed.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The person who posted it; null when the meal's events did.</summary>
    public Guid? By { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }

    public static Voucher Of(LedgerKind kind, Decision decision) => new(kind, decision.Subdistrict) { OrderId = decision.OrderId, DecisionId = decision.Id };
}

/// <summary>So many fen on to an account; negative is off it.</summary>
internal sealed record Movement(string Account, long Fen)
{
    /// <summary>What the subdistrict set aside, negative: where the money of all its budgets comes from.</summary>
    public static string Appropriation(string subdistrict) => "appropriation:" + subdistrict;

    /// <summary>What was set aside for the budget: opened with, topped up, transferred.</summary>
    public static string Allotted(string code) => "allotted:" + code;

    /// <summary>Negative by what the budget gave: reserved, granted and settled.</summary>
    public static string Budget(string code) => "budget:" + code;

    public static string Reserved(string scheme) => "reserved:" + scheme;

    /// <summary>Due to the site.</summary>
    public static string Granted(string siteCode) => "granted:" + siteCode;

    /// <summary>Settled with the site: approved to be paid.</summary>
    public static string Settled(string siteCode) => "settled:" + siteCode;
}

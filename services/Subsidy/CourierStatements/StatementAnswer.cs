using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>A courier's statement without its lines. Fen.</summary>
/// <param name="Courier">The company: <c>fengniao</c> for <c>fengniao-v2</c>.</param>
/// <param name="SiteCode">Where the courier took the meals; for a dining table its canteen.</param>
/// <param name="ReplacedAt">Null for the one that counts.</param>
internal sealed record StatementAnswer(
    Guid Id, string Courier, string SiteCode, YearMonth Month, int Lines, long FeeFen, Guid UploadedBy, Instant UploadedAt, Instant? ReplacedAt)
{
    public static async Task<List<StatementAnswer>> OfAsync(IQueryable<CourierStatement> statements, CancellationToken ct) =>
        (await statements.Select(s => new { Statement = s, Lines = s.Lines.Count, Fen = s.Lines.Sum(l => l.FeeFen) }).ToListAsync(ct)).ConvertAll(s => new StatementAnswer(
            s.Statement.Id, s.Statement.Courier, s.Statement.SiteCode, MonthNumber.ToMonth(s.Statement.Month), s.Lines, s.Fen, s.Statement.UploadedBy,
            s.Statement.UploadedAt, s.Statement.ReplacedAt));
}

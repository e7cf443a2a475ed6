namespace MealDispatch.Web.Drawings;

/// <param name="Label">Short: it stands on the site's mark.</param>
/// <param name="RadiusMeters">How far it delivers; 0 draws none.</param>
internal sealed record MapSite(string Label, double Lat, double Lng, int RadiusMeters);

/// <summary>How far a delivery is, as its mark says: a ring, a triangle, a dot or a cross.</summary>
internal enum MapState { Waiting, OnTheWay, Done, Trouble }

internal sealed record MapDelivery(double Lat, double Lng, MapState State);

/// <summary>
/// Sites with the circles they deliver in, and the day's deliveries, north up. Degrees are all on one datum. Without streets: those would
/// be asked from another host.
/// </summary>
internal static class TownMap
{
    private const double MetersPerDegree = 111_320;
    private const double Margin = 16;
    private const double Mark = 5;
    private const double Beside = 1.3;

    /// <summary>Null when nothing has coordinates.</summary>
    /// <param name="hasRanges">A circle shows: one that is wider than the drawing does not.</param>
    public static Drawing? Of(string name, IReadOnlyList<MapSite> sites, IReadOnlyList<MapDelivery> deliveries, out bool hasRanges)
    {
        hasRanges = false;
        var points = sites.Select(s => (s.Lat, s.Lng)).Concat(deliveries.Select(d => (d.Lat, d.Lng))).ToList();
        if (points.Count == 0)
            return null;
        var (west, east, south, north) = (points.Min(p => p.Lng), points.Max(p => p.Lng), points.Min(p => p.Lat), points.Max(p => p.Lat));
        var narrowing = Math.Cos((south + north) / 2 * Math.PI / 180);
        // A part of the circles beside the points; all of them would leave no room for the points.
        var (wide, high) = ((east - west) * narrowing * MetersPerDegree * Beside, (north - south) * MetersPerDegree * Beside);
        var height = Math.Clamp((Drawing.Width * high / Math.Max(wide, 1)) + (2 * Margin), 200, 500);
        var scale = Math.Min((Drawing.Width - (2 * Margin)) / Math.Max(wide, 500), (height - (2 * Margin)) / Math.Max(high, 500));
        var drawing = new Drawing(height, name);

        foreach (var site in sites.Where(s => s.RadiusMeters > 0 && s.RadiusMeters * scale < ToFarCorner(s)))
        {
            hasRanges = true;
            drawing.Add($"<circle cx=\"{X(site.Lng)}\" cy=\"{Y(site.Lat)}\" r=\"{site.RadiusMeters * scale}\" stroke-width=\"1\" stroke-dasharray=\"4 6\" />");
        }

        foreach (var delivery in deliveries.OrderBy(d => d.State))
            Draw(drawing, delivery.State, X(delivery.Lng), Y(delivery.Lat));
        foreach (var site in sites)
        {
            drawing.Add($"<circle cx=\"{X(site.Lng)}\" cy=\"{Y(site.Lat)}\" r=\"14\" fill=\"currentColor\" />");
            drawing.Add($"<text x=\"{X(site.Lng)}\" y=\"{Y(site.Lat) + 7}\" text-anchor=\"middle\" class=\"on-mark\" stroke=\"none\">{site.Label}</text>");
        }

        return drawing;

        double ToFarCorner(MapSite site) => double.Hypot(Math.Max(X(site.Lng), Drawing.Width - X(site.Lng)), Math.Max(Y(site.Lat), height - Y(site.Lat)));

        double X(double lng) => (Drawing.Width / 2) + ((lng - ((west + east) / 2)) * narrowing * MetersPerDegree * scale);

        double Y(double lat) => (height / 2) - ((lat - ((south + north) / 2)) * MetersPerDegree * scale);
    }

    /// <summary>One mark as a legend shows it.</summary>
    public static Drawing Legend(MapState state)
    {
        var drawing = new Drawing(20, "");
        Draw(drawing, state, 10, 10);
        return drawing;
    }

    private static void Draw(Drawing drawing, MapState state, double x, double y)
    {
        switch (state)
        {
            case MapState.Waiting:
                drawing.Add($"<circle cx=\"{x}\" cy=\"{y}\" r=\"{Mark}\" class=\"waiting\" />");
                break;
            case MapState.OnTheWay:
                drawing.Add($"<path d=\"M{x} {y - Mark - 2}l{Mark + 2} {(2 * Mark) + 2}h{-2 * (Mark + 2)}z\" class=\"under-way\" />");
                break;
            case MapState.Done:
                drawing.Add($"<circle cx=\"{x}\" cy=\"{y}\" r=\"{Mark}\" class=\"arrived\" />");
                break;
            case MapState.Trouble:
                drawing.Add($"<path d=\"M{x - Mark} {y - Mark}l{2 * Mark} {2 * Mark}m0 {-2 * Mark}l{-2 * Mark} {2 * Mark}\" class=\"trouble\" />");
                break;
        }
    }
}

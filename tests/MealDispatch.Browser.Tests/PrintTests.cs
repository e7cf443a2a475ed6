using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MealDispatch.Testing;
using Microsoft.Playwright;

namespace MealDispatch.Browser.Tests;

/// <summary>What the browser puts on paper where a canteen has no ticket printer.</summary>
[Collection(nameof(TownAfterAMorning))]
public sealed partial class PrintTests(TownAfterAMorning town)
{
    private const double PointsInAMillimetre = 72 / 25.4;

    [BrowserFact]
    public async Task Slip_InTheBrowser_LooksAsApproved()
    {
        await using var cook = await town.VisitAsync(width: 302);
        await cook.Page.SetContentAsync(await SlipAsync());
        await cook.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var picture = await cook.Page.ScreenshotAsync(new() { FullPage = true });
        var approved = Checkout.PathOf("tests", "MealDispatch.Browser.Tests", "Approved", "slip.approved.png");
        var received = Checkout.PathOf("artifacts", "pictures", "slip.received.png");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        await File.WriteAllBytesAsync(received, picture);
        var difference = await DifferenceAsync(cook.Page, picture, await File.ReadAllBytesAsync(approved));
        Assert.True(difference < 0.01, string.Create(CultureInfo.InvariantCulture, $"{difference:P1} of the points of {received} differ from {approved}"));
    }

    [BrowserFact]
    public async Task Slips_OnAPrinter_AreOnePageEach80MillimetresWide()
    {
        await using var cook = await town.VisitAsync();
        var slip = await SlipAsync();
        var section = slip[slip.IndexOf("<section", StringComparison.Ordinal)..(slip.LastIndexOf("</section>", StringComparison.Ordinal) + "</section>".Length)];
        await cook.Page.SetContentAsync(slip.Replace(section, section + section + section, StringComparison.Ordinal));

        var pages = Pages(await cook.Page.PdfAsync(new() { PreferCSSPageSize = true }));

        Assert.Equal(3, pages.Count);
        Assert.All(pages, page => Assert.InRange(page.Width, 79, 81));
    }

    [BrowserFact]
    public async Task ProductionSheet_OnAPrinter_IsA4()
    {
        await using var cook = await town.VisitAsync(width: 1280);
        await cook.SignInByNameAsync($"staff-{TownAfterAMorning.Site}");
        await cook.Page.GotoAsync("/kitchen");
        await cook.Page.Locator("main a[href^='/kitchen/batches/']").First.ClickAsync();
        var sheet = await cook.Page.Locator("a[href*='production-sheet'], a[href$='/sheet']").First.GetAttributeAsync("href");
        await cook.Page.GotoAsync(sheet!);

        var pages = Pages(await cook.Page.PdfAsync(new() { PreferCSSPageSize = true }));

        Assert.All(pages, page => Assert.Equal((210, 297), (Math.Round(page.Width), Math.Round(page.Height))));
        Assert.NotEmpty(pages);
    }

    private static Task<string> SlipAsync() => File.ReadAllTextAsync(Checkout.PathOf("tests", "MealDispatch.Kitchen.Tests", "Approved", "slip.approved.html"));

    /// <summary>Each page's size in millimetres.</summary>
    private static List<(double Width, double Height)> Pages(byte[] pdf) =>
        [.. MediaBox().Matches(Encoding.Latin1.GetString(pdf)).Select(box => (Millimetres(box.Groups[1].Value), Millimetres(box.Groups[2].Value)))];

    private static double Millimetres(string points) => double.Parse(points, CultureInfo.InvariantCulture) / PointsInAMillimetre;

    /// <summary>The share of points that differ plainly; 1 when the sizes differ by more than a line's height. Smoothing of letters is let pass.</summary>
    private static Task<double> DifferenceAsync(IPage page, byte[] one, byte[] other) => page.EvaluateAsync<double>(
        """
        async pictures => {
            const [a, b] = await Promise.all(pictures.map(async data => {
                const image = new Image();
                image.src = 'data:image/png;base64,' + data;
                await image.decode();
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.width, image.height];
                const context = canvas.getContext('2d');
                context.filter = 'blur(1px)';
                context.drawImage(image, 0, 0);
                return context.getImageData(0, 0, image.width, image.height);
            }));
            if (a.width !== b.width || Math.abs(a.height - b.height) > 12)
                return 1;
            let differ = 0;
            const length = Math.min(a.data.length, b.data.length);
            for (let i = 0; i < length; i += 4)
                if (Math.abs(a.data[i] - b.data[i]) > 96)
                    differ++;
            return differ * 4 / length;
        }
        """, new[] { Convert.ToBase64String(one), Convert.ToBase64String(other) });

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")]
    private static partial Regex MediaBox();
}

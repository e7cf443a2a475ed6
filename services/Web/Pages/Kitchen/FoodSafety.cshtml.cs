using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>A batch's food-safety record as typed.</summary>
internal sealed record FoodSafetyForm(
    string? CookedAt, string? Temperature, string? Portions, string? PackedAt, string? Grams, string? Place, string? TakenAt, string? DisposedAt, string? Remark,
    int Version);

/// <summary>When a batch was cooked, how hot, and where its sample is kept; a correction leaves what stood there before.</summary>
internal sealed class FoodSafetyModel(MealApi api, WebSessions sessions, Town town, IClock clock) : MealPage(api, sessions)
{
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd\'T\'HH:mm");

    public FoodSafety Record { get; private set; } = null!;

    public FoodSafetyForm Form { get; private set; } = null!;

    public string? Done { get; private set; }

    public string TimeOf(Instant at) => Words.Clock(town.LocalOf(at));

    public async Task OnGetAsync(Guid id, string? done)
    {
        Done = KitchenActions.DoneWords(done);
        Record = await GetAsync<FoodSafety>($"/api/kitchen/batches/{id}/food-safety");
        Form = FormOf(Record);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, FoodSafetyForm form)
    {
        await SendAsync<FoodSafety>(HttpMethod.Put, $"/api/kitchen/batches/{id}/food-safety", new
        {
            cookedAt = InstantOf(form.CookedAt),
            coreTemperatureTenths = decimal.TryParse(form.Temperature, NumberStyles.Number, CultureInfo.InvariantCulture, out var celsius) && Math.Abs(celsius) < 1000
                ? (int?)decimal.Round(celsius * 10)
                : null,
            remark = form.Remark,
            portionsCooked = IntOf(form.Portions),
            sampleGrams = IntOf(form.Grams),
            samplePlace = form.Place,
            sampleTakenAt = InstantOf(form.TakenAt),
            sampleDisposedAt = InstantOf(form.DisposedAt),
            packedAt = InstantOf(form.PackedAt),
            version = form.Version,
        });
        if (Problem is null)
            return LocalRedirect($"/kitchen/batches/{id}/food-safety?done=noted");
        Record = await GetAsync<FoodSafety>($"/api/kitchen/batches/{id}/food-safety");
        Form = form;
        return Page();
    }

    private FoodSafetyForm FormOf(FoodSafety record)
    {
        var now = Typed.Format(town.LocalOf(clock.GetCurrentInstant()));
        return record.Current is not { } current
            ? new FoodSafetyForm(now, "", "", "", "125", T("留样冰箱"), now, "", "", record.Version)
            : new FoodSafetyForm(
                TypedOf(current.CookedAt), (current.CoreTemperatureTenths / 10m).ToString("0.0", CultureInfo.InvariantCulture),
                current.PortionsCooked?.ToString(CultureInfo.InvariantCulture), TypedOf(current.PackedAt), current.SampleGrams.ToString(CultureInfo.InvariantCulture),
                current.SamplePlace, TypedOf(current.SampleTakenAt), TypedOf(current.SampleDisposedAt), current.Remark, record.Version);
    }

    private string? TypedOf(Instant? at) => at is { } instant ? Typed.Format(town.LocalOf(instant)) : null;

    private Instant? InstantOf(string? text) =>
        Typed.Parse(text ?? "") is { Success: true, Value: var local } ? town.At(local.Date, local.TimeOfDay) : null;

    private static int? IntOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

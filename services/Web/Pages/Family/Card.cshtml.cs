using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Family;

/// <summary>The resident's card with its QR, to be shown at the counter or printed.</summary>
internal sealed class CardModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    /// <summary>Null when none was issued.</summary>
    public ResidentCard? Card { get; private set; }

    public async Task OnGetAsync(Guid? resident)
    {
        await ChooseAsync(resident);
        if (Resident is not null)
            Card = await TryGetAsync<ResidentCard>($"/api/residents/{Resident.Id}/card");
    }
}

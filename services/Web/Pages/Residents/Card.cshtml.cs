using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>The card that counts, to print; showing it is noted.</summary>
internal sealed class CardModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Null when there is none.</summary>
    public ResidentCard? Card { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        await BeginAsync(officersOnly: true);
        (Id, Name) = (id, (await GetAsync<Resident>($"/api/residents/{id}")).Name);
        Card = await TryGetAsync<ResidentCard>($"/api/residents/{id}/card");
    }
}

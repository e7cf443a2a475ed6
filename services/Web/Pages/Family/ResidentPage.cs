using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Family;

/// <summary>A page about one of the residents that somebody acts for; the first one unless the address names another.</summary>
internal abstract class ResidentPage(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    /// <summary>Null when there is nobody to act for.</summary>
    public ActsFor? Resident { get; private set; }

    protected async Task ChooseAsync(Guid? resident)
    {
        Residents = (await GetAsync<Me>("/api/me")).Residents;
        Resident = Residents.FirstOrDefault(r => r.Id == resident) ?? (Residents.Count > 0 ? Residents[0] : null);
    }
}

using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Family;

/// <summary>亲属绑定: whom I act for, who acts for the resident; ask for it, confirm it by the code on the resident's phone, take it back.</summary>
internal sealed class LinksModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    public IReadOnlyList<FamilyLink> Links { get; private set; } = [];

    /// <summary>The link whose code was just sent, with the code in a demonstration.</summary>
    public FamilyLink? Asked { get; private set; }

    /// <summary>What was done: <c>confirmed</c> or <c>withdrawn</c>.</summary>
    public string? Done { get; private set; }

    public string? Phone { get; private set; }

    public string? Relation { get; private set; }

    public Task OnGetAsync(Guid? resident, string? done)
    {
        Done = done;
        return LoadAsync(resident);
    }

    /// <summary>Asks for a person's right, or for a new code.</summary>
    public async Task OnPostAskAsync(Guid? resident, string? phone, string? relation)
    {
        (Phone, Relation) = (phone, relation);
        await ChooseAsync(resident);
        if (Resident is not null)
        {
            Asked = await PostAsync<FamilyLink>(
                $"/api/residents/{Resident.Id}/family-links",
                new { phone = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]), relation = relation?.Trim() });
            if (Problem is { Status: 400 })
                Problem = new ApiProblem(400, "web.family", T("请填 11 位手机号，和这位亲属是老人的什么人，例如“女儿”。"), null);
        }

        await ReloadAsync(resident);
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid? resident, Guid link, string? code)
    {
        await PostAsync<FamilyLink>($"/api/family-links/{link}/confirm", new { code = new string([.. (code ?? "").Where(char.IsAsciiDigit)]) });
        return await AfterAsync(resident, "confirmed");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid? resident, Guid link)
    {
        await SendAsync<object>(HttpMethod.Delete, $"/api/family-links/{link}");
        return await AfterAsync(resident, "withdrawn");
    }

    private async Task<IActionResult> AfterAsync(Guid? resident, string done)
    {
        if (Problem is null)
            return LocalRedirect($"/family?resident={resident}&done={done}");
        if (Problem is { Status: 400 })
            Problem = new ApiProblem(400, "web.family-code", T("请填老人手机短信里的 6 个数字。"), null);
        await ReloadAsync(resident);
        return Page();
    }

    private async Task ReloadAsync(Guid? resident)
    {
        var problem = Problem;
        await LoadAsync(resident);
        Problem = problem;
    }

    private async Task LoadAsync(Guid? resident)
    {
        await ChooseAsync(resident);
        if (Resident is not null)
            Links = (await TryGetAsync<ListOf<FamilyLink>>($"/api/residents/{Resident.Id}/family-links"))?.Items ?? [];
    }
}

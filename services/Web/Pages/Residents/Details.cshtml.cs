using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>One resident: their data, status, family links and card. What was refused stays as it was typed.</summary>
internal sealed class DetailsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : ResidentPage(api, sessions)
{
    public Resident Resident { get; private set; } = null!;

    public ResidentForm Form { get; private set; } = null!;

    /// <summary>Where what somebody else saved meanwhile is not what was typed here; null when nobody did.</summary>
    public IReadOnlyList<(string Label, string There)>? Differences { get; private set; }

    /// <summary>Null when they cannot be read now.</summary>
    public IReadOnlyList<LinkOfResident>? Links { get; private set; }

    public NewCard? NewCard { get; private set; }

    public bool EditFailed { get; private set; }

    public bool StatusFailed { get; private set; }

    public bool LinkFailed { get; private set; }

    /// <summary>What a small form was sent with when it was refused; empty otherwise.</summary>
    public string Typed(string field) => Problem is not null && Request.HasFormContentType ? Request.Form[field].ToString() : "";

    /// <summary>Sent with a form, so that the same form sent twice acts once.</summary>
    public string Key { get; } = Ids.New().ToString("N");

    public int Age => Period.Between(Resident.BirthDate, town.DateOf(clock.GetCurrentInstant()), PeriodUnits.Years).Years;

    public static string Days(LocalDate? from, LocalDate? to) => (from, to) switch
    {
        (null, null) => T("一直"),
        ({ } start, null) => T("{0} 起", Words.DateText(start)),
        (null, { } end) => T("到 {0}", Words.DateText(end)),
        ({ } start, { } end) => T("{0} 到 {1}", Words.DateText(start), Words.DateText(end)),
    };

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public async Task OnPostSaveAsync(Guid id, ResidentForm form)
    {
        await SendAsync<Resident>(HttpMethod.Put, $"/api/residents/{id}", form.Body);
        EditFailed = Problem is not null;
        await EndAsync(id, T("已保存。"));
        if (!EditFailed)
            return;
        var there = Form;
        Form = form;
        if (Problem is not { Code: "request.stale-version" })
            return;
        Differences = [.. form.DifferencesFrom(there).Select(d => (ResidentWords.Field(d.Field), d.There))];
        form.Version = there.Version;
        Problem = null;
    }

    public async Task OnPostStatusAsync(Guid id, string? status, string? from, string? to, string? reason, string? key)
    {
        await PostAsync<Resident>($"/api/residents/{id}/status", new { status, from = Blank(from), to = Blank(to), reason }, key);
        StatusFailed = Problem is not null;
        await EndAsync(id, T("状态已改。"));
    }

    public async Task OnPostLinkAsync(Guid id, string? phone, string? relation)
    {
        await PostAsync<LinkOfResident>($"/api/residents/{id}/family-links", new { phone, relation });
        LinkFailed = Problem is not null;
        await EndAsync(id, T("已添加，等老人确认：验证码已发到老人手机，或老人在场时由您确认。"));
    }

    public async Task OnPostConfirmAsync(Guid id, Guid link, string? presentReason)
    {
        await PostAsync<LinkOfResident>($"/api/family-links/{link}/confirm", new { presentReason });
        await EndAsync(id, T("已确认绑定。"));
    }

    public async Task OnPostWithdrawAsync(Guid id, Guid link)
    {
        await SendAsync<object>(HttpMethod.Delete, $"/api/family-links/{link}");
        await EndAsync(id, T("已取消绑定。"));
    }

    public async Task OnPostCardAsync(Guid id, string? key)
    {
        NewCard = await PostAsync<NewCard>($"/api/residents/{id}/card", null, key);
        await EndAsync(id, null);
    }

    public async Task OnPostRevokeAsync(Guid id)
    {
        await SendAsync<object>(HttpMethod.Delete, $"/api/residents/{id}/card");
        if (Problem is { Status: 404 })
            Problem = Problem with { Detail = T("没有在用的卡。") };
        await EndAsync(id, T("卡已作废。"));
    }

    private async Task EndAsync(Guid id, string? done)
    {
        if (Problem is null)
            Done = done;
        Explain();
        await LoadAsync(id);
    }

    private async Task LoadAsync(Guid id)
    {
        await BeginAsync();
        var links = TryGetAsync<ListOf<LinkOfResident>>($"/api/residents/{id}/family-links");
        Resident = await GetAsync<Resident>($"/api/residents/{id}");
        Links = (await links)?.Items;
        Form = ResidentForm.Of(Resident);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

namespace MealDispatch.Web.Pages.Staff;

/// <summary>A staff account as a form has it; what the API does not take is its to say.</summary>
internal sealed class StaffForm
{
    public string? UserName { get; set; }

    public string? Name { get; set; }

    public List<string> Roles { get; set; } = [];

    public string? Subdistrict { get; set; }

    public List<string> Sites { get; set; } = [];

    public bool Active { get; set; } = true;

    public int? Version { get; set; }

    public object Body => new
    {
        userName = UserName, name = Name, roles = Roles, subdistrict = Typed.OrNull(Subdistrict), sites = Sites,
        active = Active, version = Version,
    };
}

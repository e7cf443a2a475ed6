namespace MealDispatch.Web.Pages.Shared;

/// <summary>A form that comes back filled, to be sent with one press.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Words">What to do.</param>
/// <param name="Address">Where the form goes.</param>
/// <param name="Fields">What stands in it.</param>
/// <param name="Button">What the press does.</param>
internal sealed record FilledForm(string Title, string Words, string Address, IEnumerable<KeyValuePair<string, string>> Fields, string Button);

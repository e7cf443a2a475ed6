using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Registry.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Registry.SignIn.SignInPerson;

/// <summary>
/// Signs in by a phone's code, by user name and password, or by a card and its pin. With <c>newPassword</c> the password is
/// changed as well; a temporary one must be.
/// </summary>
internal static class SignInEndpoint
{
    private const int MaxSecret = NewPassword.MaxLength;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/sign-in", HandleAsync).AllowAnonymous().WithSmallBody()
            .WithName("Registry_SignIn").WithSummary("Signs in by phone and code, user name and password, or card and pin.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(422).ProducesProblem(429);

    internal static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, CodeSignIn byCode, SecretSignIn bySecret, CancellationToken ct)
    {
        var check = new Check();
        var signIn = (request.Phone, request.UserName, request.CardCode) switch
        {
            ({ } phone, null, null) => ByCode(check, phone, request.Code, byCode, http.Address()),
            (null, { } userName, null) => ByPassword(check, userName, request, bySecret, http.Address()),
            (null, null, { } cardCode) => ByCard(check, cardCode, request.Pin, bySecret, http.Address()),
            _ => null,
        };
        if (signIn is null)
            check.Fail("$", "holds either phone and code, or userName and password, or cardCode and pin");
        if (check.Failed)
            return check.Error.ToProblem();
        return (await signIn!(ct)).Match<Results<Ok<SignedIn>, ProblemHttpResult>>(signedIn => TypedResults.Ok(signedIn), error => error.ToProblem());
    }

    private static Func<CancellationToken, Task<Result<SignedIn>>> ByCode(Check check, string phone, string? code, CodeSignIn signIn, string address)
    {
        var digits = PhoneNumber.Mobile(check, "phone", phone);
        var secret = Secret(check, "code", code);
        return ct => signIn.SignInAsync(digits, secret, address, ct);
    }

    private static Func<CancellationToken, Task<Result<SignedIn>>> ByPassword(
        Check check, string userName, Request request, SecretSignIn signIn, string address)
    {
        var name = Person.NormalUserName(check.Text("userName", userName, 60));
        var secret = Secret(check, "password", request.Password);
        var newPassword = request.NewPassword is null ? null : NewPassword.Read(check, "newPassword", request.NewPassword, name, secret);
        return ct => signIn.ByPasswordAsync(name, secret, newPassword, address, ct);
    }

    private static Func<CancellationToken, Task<Result<SignedIn>>> ByCard(Check check, string cardCode, string? pin, SecretSignIn signIn, string address)
    {
        var card = check.Text("cardCode", cardCode, 60);
        var secret = Secret(check, "pin", pin);
        return ct => signIn.ByCardAsync(card, secret, address, ct);
    }

    private static string Secret(Check check, string field, string? value)
    {
        check.That(!string.IsNullOrEmpty(value), field, "is required");
        check.That(value is null || value.Length <= MaxSecret, field, $"at most {MaxSecret} characters");
        return value ?? "";
    }

    internal sealed record Request(
        string? Phone, string? Code, string? UserName, string? Password, string? NewPassword, string? CardCode, string? Pin);
}

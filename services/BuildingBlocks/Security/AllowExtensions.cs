using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>Who may call an endpoint; each says one of these or <c>AllowAnonymous</c>, or the host does not start.</summary>
public static class AllowExtensions
{
    /// <summary>Anybody signed in; the handler sees to it that they meet only what is theirs.</summary>
    public static TBuilder AllowSignedIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AllowRoles(Enum.GetValues<Role>());

    /// <summary>People with at least one of these roles.</summary>
    public static TBuilder AllowRoles<TBuilder>(this TBuilder endpoint, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(TokenAuthentication.SchemeName)
            .RequireAuthenticatedUser().AddRequirements(new RoleRequirement(roles)).Build());

    /// <summary>The endpoints of a service: its copy of rights counts, its name is their tag.</summary>
    public static RouteGroupBuilder MapService<TContext>(this IEndpointRouteBuilder routes)
        where TContext : ServiceDbContext =>
        routes.MapGroup("").WithMetadata(new CallerSource<TContext>()).WithTags(ServiceNames(typeof(TContext)));

    internal static void RefuseUnprotectedEndpoints(IEndpointRouteBuilder routes)
    {
        var open = routes.DataSources.SelectMany(s => s.Endpoints)
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.DisplayName).ToList();
        if (open.Count > 0)
            throw new StartupRefusedException("Endpoints that do not say who may call them: " + string.Join(", ", open));
    }

    private static string ServiceNames(Type context) => context.Name.Replace("DbContext", "", StringComparison.Ordinal);
}

internal sealed record RoleRequirement(IReadOnlyList<Role> Roles) : IAuthorizationRequirement;

internal sealed class RoleRequirementHandler : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.Resource is HttpContext http && await Caller.OfAsync(http) is { } caller && requirement.Roles.Any(caller.Is))
            context.Succeed(requirement);
    }
}

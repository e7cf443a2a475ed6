using System.Reflection;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;

namespace MealDispatch.Architecture.Tests;

/// <summary>The services as they were built, and what their modules register.</summary>
internal static class Services
{
    /// <summary>Services that own data and speak over the bus.</summary>
    public static readonly IReadOnlyList<string> WithData = ["Registry", "Ordering", "Subsidy", "Kitchen", "Dispatch", "Care"];

    /// <summary>Everything that is deployed by itself.</summary>
    public static readonly IReadOnlyList<string> Deployable = [.. WithData, "Web", "CourierSandbox", "PrinterSandbox"];

    public static Assembly AssemblyOf(string service) => Assembly.Load(service);

    public static IReadOnlyList<Type> Modules { get; } =
        [.. Deployable.Select(AssemblyOf).SelectMany(a => a.GetExportedTypes()).Where(t => t is { IsClass: true } && t.IsAssignableTo(typeof(IModule)))];

    /// <summary>What all modules together register, as AllInOne composes them.</summary>
    public static IReadOnlyList<ConsumerRegistration> Consumers { get; } = Compose();

    private static List<ConsumerRegistration> Compose()
    {
        var builder = WebApplication.CreateBuilder(["--environment=Testing", $"--Data:Directory={Path.GetTempPath()}"]).AddServiceDefaults();
        foreach (var module in Modules)
            module.GetMethod(nameof(IModule.Add), [typeof(WebApplicationBuilder)])!.Invoke(null, [builder]);
        return [.. builder.Services.Where(s => s.ServiceType == typeof(ConsumerRegistration)).Select(s => (ConsumerRegistration)s.ImplementationInstance!)];
    }
}

/// <summary>The contracts: a message has a file of its name in its owner's folder; what else a file declares is a part or an answer.</summary>
internal static class Messages
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(MealDispatch.Contracts.Hint).Assembly.GetExportedTypes()
            .Where(t => t.Namespace != typeof(MealDispatch.Contracts.Hint).Namespace
                && File.Exists(Checkout.PathOf("services", "Contracts", OwnerOf(t), t.Name + ".cs"))),
    ];

    public static string OwnerOf(Type contract) => contract.Namespace!.Split('.')[^1];
}

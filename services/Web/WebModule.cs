using System.Text.Encodings.Web;
using System.Text.Unicode;
using MealDispatch.BuildingBlocks;
using MealDispatch.Web.Api;
using MealDispatch.Web.Assets;
using MealDispatch.Web.FrontDoor;
using MealDispatch.Web.Pages;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace MealDispatch.Web;

public sealed class WebModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorPages(pages => pages.Conventions.ConfigureFilter(new PagePolicy()))
            .ConfigureApplicationPartManager(AddOwnPages);
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "mealdispatch-form";
            o.Cookie.SameSite = SameSiteMode.Lax;
            // A form that was open when the browser was closed still counts.
            o.Cookie.MaxAge = TimeSpan.FromDays(30);
        });
        services.AddDataProtection();
        // It warns that keys lie unencrypted; the folder is the owner's alone, like every key's.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DataOptions>, ILoggerFactory>((keys, data, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(data.Value.KeysDirectory, "web")), logs));
        services.AddSingleton<ApiAddress>();
        services.AddSingleton<MealApi>();
        services.AddSingleton<WebSessions>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<Carts>();
        builder.AddFrontDoor();
    }

    public static void Map(WebApplication app)
    {
        app.UseLanguages();
        app.MapAssets();
        app.MapRazorPages().AllowAnonymous();
        app.MapDocuments();
        app.MapFrontDoor();
    }

    /// <summary>Inside AllInOne the pages are another assembly's than the program's.</summary>
    private static void AddOwnPages(ApplicationPartManager manager)
    {
        var assembly = typeof(WebModule).Assembly;
        if (manager.ApplicationParts.Any(part => part.Name == assembly.GetName().Name))
            return;
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
            manager.ApplicationParts.Add(part);
    }
}

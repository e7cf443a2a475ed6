using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Operations;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Cards.IssueCard;
using MealDispatch.Registry.Cards.ReadCard;
using MealDispatch.Registry.Cards.RevokeCard;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.Data.Sqlite;
using MealDispatch.Registry.Data.SqlServer;
using MealDispatch.Registry.Demo;
using MealDispatch.Registry.FamilyLinks.ConfirmLink;
using MealDispatch.Registry.FamilyLinks.CreateLink;
using MealDispatch.Registry.FamilyLinks.ListLinks;
using MealDispatch.Registry.FamilyLinks.WithdrawLink;
using MealDispatch.Registry.People;
using MealDispatch.Registry.People.ReadNames;
using MealDispatch.Registry.Residents;
using MealDispatch.Registry.Residents.ChangeStatus;
using MealDispatch.Registry.Residents.ExportResidents;
using MealDispatch.Registry.Residents.FindResident;
using MealDispatch.Registry.Residents.FindSites;
using MealDispatch.Registry.Residents.ImportResidents;
using MealDispatch.Registry.Residents.LookUpResidents;
using MealDispatch.Registry.Residents.ReadResident;
using MealDispatch.Registry.Residents.RegisterResident;
using MealDispatch.Registry.Residents.SearchResidents;
using MealDispatch.Registry.Residents.UpdateResident;
using MealDispatch.Registry.SignIn;
using MealDispatch.Registry.SignIn.ForgetExpired;
using MealDispatch.Registry.SignIn.ReadMe;
using MealDispatch.Registry.SignIn.RefreshSession;
using MealDispatch.Registry.SignIn.SendCode;
using MealDispatch.Registry.SignIn.SignInPerson;
using MealDispatch.Registry.SignIn.SignOut;
using MealDispatch.Registry.Sites.ExportSites;
using MealDispatch.Registry.Sites.ListSites;
using MealDispatch.Registry.Sites.PrintPoster;
using MealDispatch.Registry.Sites.PutSite;
using MealDispatch.Registry.Sites.ReadSite;
using MealDispatch.Registry.Staff.AddStaff;
using MealDispatch.Registry.Staff.ChangeStaff;
using MealDispatch.Registry.Staff.ExportStaff;
using MealDispatch.Registry.Staff.FirstAdmin;
using MealDispatch.Registry.Staff.ListStaff;
using MealDispatch.Registry.Staff.ReadStaff;
using MealDispatch.Registry.Staff.ResetPassword;

namespace MealDispatch.Registry;

/// <summary>Residents, family links, cards, sites, people and their sign-in; alone signs access tokens.</summary>
public sealed class RegistryModule : IModule
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddDatabase<RegistryDbContext, SqliteRegistryDbContext, SqlServerRegistryDbContext>();
        builder.Services.AddAnswer<FindResidentAnswer, FindResident, ResidentFound>("registry");
        builder.Services.AddJob<ForgetExpiredJob>();
        builder.Services.AddJob<TellPulseJob>();
        builder.Services.AddSingleton<IDemoSeed, TownSeed>();
        builder.Services.AddHostedService<FirstAdminMaker>();
        builder.Services.AddSingleton<ITextMessages, NoTextMessages>();
        builder.Services.AddSingleton<SecretHash>();
        builder.Services.AddSingleton<IdNumberVault>();
        builder.Services.AddSingleton<ResidentAnswers>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<CodeSignIn>();
        builder.Services.AddSingleton<SecretSignIn>();
    }

    public static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<AccessTokens>().EnsureKeys();
        app.MapDemo<RegistryDbContext>();
        var group = app.MapService<RegistryDbContext>();
        group.MapOperations<RegistryDbContext>();
        SendCodeEndpoint.Map(group);
        SignInEndpoint.Map(group);
        RefreshSessionEndpoint.Map(group);
        SignOutEndpoint.Map(group);
        ReadMeEndpoint.Map(group);
        ReadNamesEndpoint.Map(group);
        RegisterResidentEndpoint.Map(group);
        UpdateResidentEndpoint.Map(group);
        ReadResidentEndpoint.Map(group);
        SearchResidentsEndpoint.Map(group);
        ExportResidentsEndpoint.Map(group);
        LookUpResidentsEndpoint.Map(group);
        ChangeStatusEndpoint.Map(group);
        ImportResidentsEndpoint.Map(group);
        FindSitesEndpoint.Map(group);
        CreateLinkEndpoint.Map(group);
        ConfirmLinkEndpoint.Map(group);
        WithdrawLinkEndpoint.Map(group);
        ListLinksEndpoint.Map(group);
        IssueCardEndpoint.Map(group);
        ReadCardEndpoint.Map(group);
        RevokeCardEndpoint.Map(group);
        ListSitesEndpoint.Map(group);
        ExportSitesEndpoint.Map(group);
        ReadSiteEndpoint.Map(group);
        PutSiteEndpoint.Map(group);
        PrintPosterEndpoint.Map(group);
        ListStaffEndpoint.Map(group);
        ExportStaffEndpoint.Map(group);
        AddStaffEndpoint.Map(group);
        ReadStaffEndpoint.Map(group);
        ChangeStaffEndpoint.Map(group);
        ResetPasswordEndpoint.Map(group);
    }
}

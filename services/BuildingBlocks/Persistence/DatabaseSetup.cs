using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MealDispatch.BuildingBlocks.Persistence;

public static class DatabaseSetup
{
    /// <summary>
    /// A service's database with everything around it: reads, units, relay, migration at start, and the copy of people's rights.
    /// </summary>
    public static void AddDatabase<TContext>(
        this WebApplicationBuilder builder, Func<DbContextOptions, TContext> sqlite, Func<DbContextOptions, TContext> sqlServer)
        where TContext : ServiceDbContext
    {
        var service = ServiceNames.Of<TContext>();
        var services = builder.Services;
        var provider = builder.Configuration.GetValue("Data:Provider", DataProvider.Sqlite);
        services.TryAddSingleton(typeof(UnitFactory<>));
        if (provider == DataProvider.Sqlite)
        {
            services.AddSingleton<IUnitWriter<TContext>>(p => new SqliteWriter<TContext>(
                sqlite, SqliteFile.ConnectionString(DirectoryOf(p), service), p.GetRequiredService<UnitFactory<TContext>>()));
            services.AddSingleton<IPreparedDatabase>(p => new SqliteDatabasePreparation<TContext>(sqlite, DirectoryOf(p), service));
            services.AddSingleton(p => new Database<TContext>(
                sqlite, ReadOptions(o => o.UseSqlite(SqliteFile.ConnectionString(DirectoryOf(p), service))),
                p.GetRequiredService<IUnitWriter<TContext>>(), p.GetRequiredService<Relay<TContext>>()));
        }
        else
        {
            var connectionString = builder.Configuration.GetConnectionString(typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal))
                ?? throw new StartupRefusedException($"Data__Provider=sqlserver needs a connection string for {service}.");
            var options = new DbContextOptionsBuilder().UseSqlServer(connectionString).Options;
            services.AddSingleton<IUnitWriter<TContext>>(p => new SqlServerWriter<TContext>(sqlServer, options, p.GetRequiredService<UnitFactory<TContext>>()));
            services.AddSingleton<IPreparedDatabase>(_ => new SqlServerDatabasePreparation<TContext>(sqlServer, options, service));
            services.AddSingleton(p => new Database<TContext>(
                sqlServer, ReadOptions(o => o.UseSqlServer(connectionString)), p.GetRequiredService<IUnitWriter<TContext>>(), p.GetRequiredService<Relay<TContext>>()));
        }

        services.AddSingleton<Relay<TContext>>();
        services.AddSingleton<IRelay>(p => p.GetRequiredService<Relay<TContext>>());
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<Relay<TContext>>());
        services.AddHostedService<Housekeeping<TContext>>();
        services.AddAccessCopy<TContext>();
    }

    private static string DirectoryOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DataOptions>>().Value.Directory;

    private static DbContextOptions ReadOptions(Action<DbContextOptionsBuilder> provider)
    {
        var builder = new DbContextOptionsBuilder().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        provider(builder);
        return builder.Options;
    }
}

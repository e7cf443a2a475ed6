using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
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
    /// Contexts are used again (making one costs as much as a query): they keep no state of their own.
    /// </summary>
    public static void AddDatabase<TContext, TSqlite, TSqlServer>(this WebApplicationBuilder builder)
        where TContext : ServiceDbContext
        where TSqlite : TContext
        where TSqlServer : TContext
    {
        var service = ServiceNames.Of<TContext>();
        var services = builder.Services;
        services.TryAddSingleton(typeof(UnitFactory<>));
        if (builder.Configuration.GetValue("Data:Provider", DataProvider.Sqlite) == DataProvider.Sqlite)
            AddSqlite<TContext, TSqlite>(services, service);
        else
            AddSqlServer<TContext, TSqlServer>(services, service, builder.Configuration);

        services.AddSingleton<Relay<TContext>>();
        services.AddSingleton<IRelay>(p => p.GetRequiredService<Relay<TContext>>());
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<Relay<TContext>>());
        services.AddHostedService<Housekeeping<TContext>>();
        services.AddAccessCopy<TContext>();
    }

    private static void AddSqlite<TContext, TSqlite>(IServiceCollection services, string service)
        where TContext : ServiceDbContext
        where TSqlite : TContext
    {
        services.AddSingleton<IUnitWriter<TContext>>(p => new SqliteWriter<TContext>(
            connection => Pool<TSqlite>(o => o.UseSqlite(connection)), ConnectionString(p), p.GetRequiredService<UnitFactory<TContext>>()));
        services.AddSingleton<IPreparedDatabase>(p => new SqliteDatabasePreparation<TContext>(
            Pool<TSqlite>(o =>
            {
                o.UseSqlite(ConnectionString(p));
                CrashPoints.ReachAfterStatements("inside-migration", o);
            }),
            DirectoryOf(p), service));
        services.AddSingleton(p => new Database<TContext>(
            ReadPool<TSqlite>(o => o.UseSqlite(ConnectionString(p))), p.GetRequiredService<IUnitWriter<TContext>>(), p.GetRequiredService<Relay<TContext>>()));

        string ConnectionString(IServiceProvider p) => SqliteFile.ConnectionString(DirectoryOf(p), service);
    }

    private static void AddSqlServer<TContext, TSqlServer>(IServiceCollection services, string service, IConfiguration configuration)
        where TContext : ServiceDbContext
        where TSqlServer : TContext
    {
        var connectionString = configuration.GetConnectionString(typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal))
            ?? throw new StartupRefusedException($"Data__Provider=sqlserver needs a connection string for {service}.");
        var pool = Pool<TSqlServer>(o => o.UseSqlServer(connectionString));
        services.AddSingleton<IUnitWriter<TContext>>(p => new SqlServerWriter<TContext>(pool, p.GetRequiredService<UnitFactory<TContext>>()));
        services.AddSingleton<IPreparedDatabase>(_ => new SqlServerDatabasePreparation<TContext>(pool, service));
        services.AddSingleton(p => new Database<TContext>(
            ReadPool<TSqlServer>(o => o.UseSqlServer(connectionString)), p.GetRequiredService<IUnitWriter<TContext>>(), p.GetRequiredService<Relay<TContext>>()));
    }

    private static string DirectoryOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DataOptions>>().Value.Directory;

    /// <summary>The provider comes first: options in another order make another model, and compiled queries are bound to one.</summary>
    private static Func<TContext> ReadPool<TContext>(Action<DbContextOptionsBuilder> useProvider)
        where TContext : DbContext =>
        Pool<TContext>(options =>
        {
            useProvider(options);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });

    private static Func<TContext> Pool<TContext>(Action<DbContextOptionsBuilder> configure)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        configure(options);
        return new PooledDbContextFactory<TContext>(options.Options).CreateDbContext;
    }
}

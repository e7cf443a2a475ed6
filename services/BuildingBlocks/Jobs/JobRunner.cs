using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MealDispatch.BuildingBlocks.Jobs;

/// <summary>Runs one job on a timer; a failed run is logged and the next one comes.</summary>
internal sealed partial class JobRunner<TJob>(TJob job, IConfiguration configuration, TimeProvider time, ILogger<JobRunner<TJob>> logger)
    : BackgroundService
    where TJob : class, IJob
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Jobs:Enabled", true))
            return;
        using var timer = new PeriodicTimer(job.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await job.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(exception, typeof(TJob).Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailure(Exception exception, string job);
}

public static class JobSetup
{
    /// <summary>Adds a job; tests take it from the container and run it by hand.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services)
        where TJob : class, IJob => services.AddSingleton<TJob>().AddHostedService<JobRunner<TJob>>();
}

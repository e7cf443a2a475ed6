using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MealDispatch.BuildingBlocks.Jobs;

/// <summary>What a job of this process did since it started; real time, UTC.</summary>
/// <param name="Name">The job's class.</param>
/// <param name="Every">Between runs.</param>
/// <param name="IsOn">Jobs run in this process.</param>
/// <param name="LastStarted">Null before the first run.</param>
/// <param name="LastTook">Null before the first run ended.</param>
/// <param name="LastError">What kind of exception the last run ended with; null when it did not. The log has the whole of it.</param>
/// <param name="Next">About when it runs again; null when it does not.</param>
public sealed record JobState(
    string Name, TimeSpan Every, bool IsOn, DateTime? LastStarted, TimeSpan? LastTook, string? LastError, long Runs, long Failures, DateTime? Next);

/// <summary>The runner of one job, for those who look after them.</summary>
internal interface IJobRunner
{
    /// <summary>Of the service that the job belongs to.</summary>
    Assembly Home { get; }

    JobState State { get; }

    /// <summary>Begins a run now, beside those of the timer.</summary>
    void RunNow();
}

/// <summary>Runs one job on a timer; a failed run is logged and the next one comes.</summary>
internal sealed partial class JobRunner<TJob>(TJob job, IConfiguration configuration, TimeProvider time, ILogger<JobRunner<TJob>> logger)
    : BackgroundService, IJobRunner
    where TJob : class, IJob
{
    private readonly Lock changing = new();
    private JobState state = new(typeof(TJob).Name, job.Every, configuration.GetValue("Jobs:Enabled", true), null, null, null, 0, 0, null);
    private CancellationToken stopping;

    public Assembly Home => typeof(TJob).Assembly;

    public JobState State
    {
        get
        {
            lock (changing)
                return state;
        }
    }

    public void RunNow() => _ = Task.Run(() => RunAsync(stopping), stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        if (!State.IsOn)
            return;
        using var timer = new PeriodicTimer(job.Every, time);
        Change(s => s with { Next = Now + job.Every });
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RunAsync(stoppingToken);
            Change(s => s with { Next = Now + job.Every });
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task RunAsync(CancellationToken ct)
    {
        var started = Now;
        Change(s => s with { LastStarted = started, Runs = s.Runs + 1 });
        try
        {
            await job.RunAsync(ct);
            Change(s => s with { LastTook = Now - started, LastError = null });
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogFailure(exception, typeof(TJob).Name);
            Change(s => s with { LastTook = Now - started, LastError = exception.GetType().Name, Failures = s.Failures + 1 });
        }
    }

    private void Change(Func<JobState, JobState> change)
    {
        lock (changing)
            state = change(state);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailure(Exception exception, string job);
}

public static class JobSetup
{
    /// <summary>Adds a job; tests take it from the container and run it by hand.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services)
        where TJob : class, IJob => services
            .AddSingleton<TJob>()
            .AddSingleton<JobRunner<TJob>>()
            .AddSingleton<IJobRunner>(p => p.GetRequiredService<JobRunner<TJob>>())
            .AddHostedService(p => p.GetRequiredService<JobRunner<TJob>>());
}

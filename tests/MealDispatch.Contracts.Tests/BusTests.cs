using MassTransit;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Contracts.Tests;

/// <summary>The bus as every host sets it up. Without NodaTime's converters an instant arrives as 1970, without an error.</summary>
public sealed class BusTests
{
    private static readonly Instant AnInstant = Instant.FromUtc(2025, 6, 25, 1, 29, 59) + Duration.FromNanoseconds(123_456_000);
    private static readonly LocalDate ADate = new(1945, 2, 28);

    [RabbitMqFact]
    public async Task Times_OverRabbitMq_ArriveAsTheyWereSent()
    {
        await using var app = HostOn("rabbitmq");
        await app.StartAsync();
        var bus = app.Services.GetRequiredService<IMessageBus>();
        await bus.ReadyAsync(CancellationToken.None);

        var answer = await bus.AskAsync<EchoTimes, EchoedTimes>(new EchoTimes(AnInstant, ADate, MealPeriod.Dinner), CancellationToken.None);

        Assert.Equal(new EchoedTimes(AnInstant, ADate, MealPeriod.Dinner), answer.Value);
        await app.StopAsync();
    }

    [Fact]
    public async Task UsageTelemetry_OfTheBusLibrary_IsOffOnRabbitMq()
    {
        await using var app = HostOn("rabbitmq");

        Assert.False(app.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }

    [Fact]
    public void UsageTelemetry_OfTheBusLibrary_IsNotThereInOneProcess()
    {
        var services = BuilderOn("mediator").Services;

        Assert.DoesNotContain(services, s => s.ServiceType.Name == "IUsageTracker");
    }

    private static WebApplication HostOn(string transport) => BuilderOn(transport).Build();

    private static WebApplicationBuilder BuilderOn(string transport)
    {
        var rabbit = Requirements.RabbitMq ?? new Uri("amqp://guest:guest@127.0.0.1:5672");
        var user = rabbit.UserInfo.Split(':');
        var builder = WebApplication.CreateBuilder(
        [
            "--environment=Testing", "--urls=http://127.0.0.1:0", $"--Bus:Transport={transport}", $"--Bus:RabbitMq:Host={rabbit.Host}",
            $"--Bus:RabbitMq:Port={rabbit.Port}", $"--Bus:RabbitMq:UserName={user[0]}", $"--Bus:RabbitMq:Password={user[^1]}",
        ]).AddServiceDefaults();
        builder.Services.AddAnswer<Echo, EchoTimes, EchoedTimes>("contract-tests");
        builder.AddMessaging();
        return builder;
    }

    private sealed class Echo : IAnswer<EchoTimes, EchoedTimes>
    {
        public Task<EchoedTimes> AnswerAsync(EchoTimes question, CancellationToken ct) =>
            Task.FromResult(new EchoedTimes(question.At, question.On, question.Period));
    }
}

public sealed record EchoTimes(Instant At, LocalDate On, MealPeriod Period);

public sealed record EchoedTimes(Instant At, LocalDate On, MealPeriod Period);

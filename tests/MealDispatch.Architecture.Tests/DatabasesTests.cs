using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MealDispatch.Architecture.Tests;

/// <summary>Both providers' databases as their migrations would make them; no server is asked.</summary>
public sealed class DatabasesTests
{
    public static TheoryData<string> Contexts => [.. Factories.Keys];

    public static TheoryData<string> WithData => [.. Services.WithData];

    [Theory, MemberData(nameof(WithData))]
    public void EveryService_HasAContextPerProvider(string service)
    {
        var contexts = Factories.Keys.Where(name => name.EndsWith($"{service}DbContext", StringComparison.Ordinal)).Order();

        Assert.Equal([$"SqlServer{service}DbContext", $"Sqlite{service}DbContext"], contexts);
    }

    [Theory, MemberData(nameof(Contexts))]
    public void Model_AgainstItsMigration_HasNoPendingChanges(string context)
    {
        using var db = Create(context);

        Assert.False(db.Database.HasPendingModelChanges(), $"Run deploy/migrations.sh: the model of {context} is not its migration's");
        Assert.Single(db.Database.GetMigrations());
    }

    [Theory, MemberData(nameof(Contexts))]
    public void CreateScript_CanBeGenerated(string context)
    {
        using var db = Create(context);

        Assert.Contains("CREATE TABLE", db.Database.GenerateCreateScript(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ordering", "orders", "idempotency_keys")]
    [InlineData("Subsidy", "day_rights")]
    [InlineData("Kitchen", "batches", "tickets")]
    [InlineData("Dispatch", "delivery_attempts")]
    [InlineData("Registry", "residents")]
    public void WhatMustBeUnique_IsUniqueInBothProvidersScripts(string service, params string[] tables)
    {
        foreach (var provider in new[] { "Sqlite", "SqlServer" })
        {
            using var db = Create($"{provider}{service}DbContext");
            var unique = UniqueIndexesOf(db).Select(i => i.Table).ToHashSet();
            Assert.Empty(tables.Except(unique));
        }
    }

    [Theory, MemberData(nameof(WithData))]
    public void FilteredUniqueIndexes_AreTheSameForBothProviders_AndInTheirScripts(string service)
    {
        using var sqlite = Create($"Sqlite{service}DbContext");
        using var sqlServer = Create($"SqlServer{service}DbContext");

        Assert.Equal(UniqueIndexesOf(sqlite).Select(i => i.Name), UniqueIndexesOf(sqlServer).Select(i => i.Name));
        foreach (var db in new[] { sqlite, sqlServer })
        {
            var script = db.Database.GenerateCreateScript().Split('\n');
            foreach (var index in UniqueIndexesOf(db).Where(i => i.Filter is not null))
            {
                Assert.Contains(script, line => line.Contains("CREATE UNIQUE INDEX", StringComparison.Ordinal)
                    && line.Contains(index.Name, StringComparison.Ordinal) && line.Contains($"WHERE {index.Filter}", StringComparison.Ordinal));
            }
        }
    }

    private static SortedDictionary<string, Type> Factories { get; } = new(
        Services.WithData.Select(Services.AssemblyOf).SelectMany(a => a.GetTypes())
            .Select(t => (Factory: t, Interface: t.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>))))
            .Where(f => f.Interface is not null)
            .ToDictionary(f => f.Interface!.GetGenericArguments()[0].Name, f => f.Factory),
        StringComparer.Ordinal);

    private static DbContext Create(string context)
    {
        Assert.True(Factories.TryGetValue(context, out var factory), $"No IDesignTimeDbContextFactory makes {context}");
        var create = factory.GetMethod(nameof(IDesignTimeDbContextFactory<DbContext>.CreateDbContext), BindingFlags.Public | BindingFlags.Instance, [typeof(string[])]);
        return (DbContext)create!.Invoke(Activator.CreateInstance(factory, nonPublic: true), [Array.Empty<string>()])!;
    }

    private static IReadOnlyList<(string Table, string Name, string? Filter)> UniqueIndexesOf(DbContext db) =>
    [
        .. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(t => t.Indexes.Where(i => i.IsUnique)
                .Select(i => (Table: t.Name, i.Name, Filter: i.Filter))
                .Concat(t.PrimaryKey is { Columns.Count: > 1 } key ? [(t.Name, key.Name, (string?)null)] : []))
            .OrderBy(i => i.Name, StringComparer.Ordinal),
    ];
}

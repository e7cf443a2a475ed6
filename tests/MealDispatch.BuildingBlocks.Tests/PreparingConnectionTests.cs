using System.Data.Common;
using MealDispatch.BuildingBlocks.Persistence;
using Microsoft.Data.Sqlite;

namespace MealDispatch.BuildingBlocks.Tests;

public sealed class PreparingConnectionTests : IDisposable
{
    private readonly PreparingConnection connection = new("Data Source=:memory:");

    public PreparingConnectionTests()
    {
        connection.Open();
        Run("CREATE TABLE meals (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        Run("INSERT INTO meals (name) VALUES ($name)", "红烧肉");
        Run("INSERT INTO meals (name) VALUES ($name)", "清蒸鱼");
    }

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Read_OfTheSameTextInsideARead_HasItsOwnStatement()
    {
        using var outer = Command("SELECT name FROM meals ORDER BY id");
        using var reader = outer.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(["红烧肉", "清蒸鱼"], Names());
        Assert.True(reader.Read());
        Assert.Equal("清蒸鱼", reader.GetString(0));
    }

    [Fact]
    public void Statement_AfterOneOfTheSameTextWasRefused_RunsWithItsOwnValues()
    {
        Assert.Throws<SqliteException>(() => Run("INSERT INTO meals (name) VALUES ($name)", "红烧肉"));
        Run("INSERT INTO meals (name) VALUES ($name)", "番茄炒蛋");
        Assert.Equal(["红烧肉", "清蒸鱼", "番茄炒蛋"], Names());
    }

    [Fact]
    public void Statement_KeptFromBeforeTheTableChanged_SeesTheNewColumn()
    {
        Assert.Equal(2, Columns());
        Run("ALTER TABLE meals ADD COLUMN fen INTEGER");
        Assert.Equal(3, Columns());
    }

    private int Columns()
    {
        using var command = Command("SELECT * FROM meals");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader.FieldCount;
    }

    private List<string> Names()
    {
        using var command = Command("SELECT name FROM meals ORDER BY id");
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private void Run(string sql, string? name = null)
    {
        using var command = Command(sql);
        if (name is not null)
            command.Parameters.Add(new SqliteParameter("$name", name));
        command.ExecuteNonQuery();
    }

    private DbCommand Command(string sql)
    {
        var command = ((DbConnection)connection).CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

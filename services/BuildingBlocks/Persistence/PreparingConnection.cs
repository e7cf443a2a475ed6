using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// A connection that keeps the statements it has prepared, by their text: a unit's statements are the same few over and over, and
/// preparing one costs as much as running it. For a connection that stays open and is used by one at a time.
/// </summary>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const int MostKept = 256;

    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        foreach (var command in kept.Values)
            command.Dispose();
        kept.Clear();
        base.Dispose(disposing);
    }

    /// <summary>A statement in use is not among the kept ones: a second one of the same text is another command.</summary>
    private SqliteCommand Take(string text)
    {
        if (kept.Remove(text, out var command))
            return command;
        command = base.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (kept.Count >= MostKept || !kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    /// <summary>Everything is the kept command's, from when the text is known until it is disposed.</summary>
    private sealed class PreparedCommand(PreparingConnection connection) : DbCommand
    {
        private SqliteCommand? command;

        [AllowNull]
        public override string CommandText
        {
            get => command?.CommandText ?? "";
            set
            {
                if (command is not null)
                    connection.GiveBack(command);
                command = connection.Take(value ?? "");
            }
        }

        public override int CommandTimeout
        {
            get => Command.CommandTimeout;
            set => Command.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => CommandType.Text;
            set => Command.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => Command.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => Command.Transaction;
            set => Command.Transaction = (SqliteTransaction?)value;
        }

        private SqliteCommand Command => command ?? throw new InvalidOperationException("The command has no text yet");

        public override void Cancel() => Command.Cancel();

        public override int ExecuteNonQuery() => Command.ExecuteNonQuery();

        public override object? ExecuteScalar() => Command.ExecuteScalar();

        public override void Prepare() => Command.Prepare();

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Command.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (command is { } used)
                connection.GiveBack(used);
            command = null;
            base.Dispose(disposing);
        }
    }
}

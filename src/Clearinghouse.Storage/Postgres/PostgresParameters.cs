using Npgsql;
using NpgsqlTypes;

namespace Clearinghouse.Storage.Postgres;

/// <summary>Parameters with their types named, so that a null or an empty array is typed as well.</summary>
internal static class PostgresParameters
{
    public static NpgsqlParameter Text(string? value) => Make(NpgsqlDbType.Text, value);

    public static NpgsqlParameter Bigint(long? value) => Make(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter TextArray(IEnumerable<string> values) => MakeArray(NpgsqlDbType.Text, values);

    public static NpgsqlParameter BigintArray(IEnumerable<long> values) => MakeArray(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter IntegerArray(IEnumerable<int> values) => MakeArray(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter TimeArray(IEnumerable<DateTimeOffset> values) =>
        MakeArray(NpgsqlDbType.TimestampTz, values.Select(value => value.UtcDateTime));

    public static NpgsqlParameter BytesArray(IEnumerable<byte[]?> values) => MakeArray(NpgsqlDbType.Bytea, values);

    private static NpgsqlParameter Make(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private static NpgsqlParameter MakeArray<T>(NpgsqlDbType type, IEnumerable<T> values) => Make(type | NpgsqlDbType.Array, values.ToArray());
}

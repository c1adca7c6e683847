using Npgsql;
using NpgsqlTypes;

namespace Clearinghouse.Storage.Postgres;

/// <summary>Parameters with their types named, so that an empty array and one of nulls are typed as well.</summary>
internal static class PostgresParameters
{
    public static NpgsqlParameter TextArray(IEnumerable<string> values) => MakeArray(NpgsqlDbType.Text, values);

    public static NpgsqlParameter BigintArray(IEnumerable<long> values) => MakeArray(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter IntegerArray(IEnumerable<int> values) => MakeArray(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter TimeArray(IEnumerable<DateTimeOffset> values) =>
        MakeArray(NpgsqlDbType.TimestampTz, values.Select(value => value.UtcDateTime));

    public static NpgsqlParameter BytesArray(IEnumerable<byte[]?> values) => MakeArray(NpgsqlDbType.Bytea, values);

    private static NpgsqlParameter MakeArray<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = type | NpgsqlDbType.Array, Value = values.ToArray() };
}

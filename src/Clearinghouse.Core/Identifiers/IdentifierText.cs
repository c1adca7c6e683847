using System.Diagnostics.CodeAnalysis;

namespace Clearinghouse.Core.Identifiers;

/// <summary>Creating, reading and printing, once for all identifiers.</summary>
internal static class IdentifierText
{
    private const string None = "(none)";
    private const int ShownLength = 100;

    internal static T Create<T>(string value)
        where T : struct, IIdentifier<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return T.IsValid(value) ? T.FromValid(value) : throw new ArgumentException(Explain<T>(value), nameof(value));
    }

    internal static bool TryCreate<T>([NotNullWhen(true)] string? value, out T result)
        where T : struct, IIdentifier<T>
    {
        var valid = value is not null && T.IsValid(value);
        result = valid ? T.FromValid(value!) : default;
        return valid;
    }

    internal static bool TryCreate<T>(ReadOnlySpan<char> value, out T result)
        where T : struct, IIdentifier<T>
    {
        var valid = T.IsValid(value);
        result = valid ? T.FromValid(value.ToString()) : default;
        return valid;
    }

    internal static T Parse<T>(ReadOnlySpan<char> value)
        where T : struct, IIdentifier<T> =>
        TryCreate<T>(value, out var result) ? result : throw new FormatException(Explain<T>(value));

    internal static string Print(string value) => value.Length == 0 ? None : value;

    internal static string Explain<T>(ReadOnlySpan<char> value)
        where T : struct, IIdentifier<T>
    {
        var shown = value.Length > ShownLength ? $"{value[..ShownLength]}…" : value.ToString();
        return $"'{shown}' is not a valid {typeof(T).Name}: {T.Rule}.";
    }
}

using System.Buffers;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// What a name may be. Narrow on purpose: every name is printable, needs no escaping in a log, a file name, a URL segment or
/// SQL text, and has one spelling.
/// </summary>
internal static class IdentifierRule
{
    internal const int MaxLength = 64;

    internal const string Description =
        "1 to 64 characters, ASCII letters, digits and . _ - : @ only, the first a letter or a digit";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:@");

    internal static bool IsValid(ReadOnlySpan<char> text, int maxLength) =>
        text.Length >= 1 && text.Length <= maxLength && char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Allowed);
}

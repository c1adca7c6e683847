namespace Clearinghouse.Storage;

/// <summary>The keys that begin with a prefix, as a half-open range in the byte order of UTF-8, which is how both databases compare them.</summary>
/// <param name="Lower">The least such key.</param>
/// <param name="Upper">Above all such keys.</param>
internal readonly record struct KeyRange(string Lower, string Upper)
{
    // The highest code point; no key contains it.
    private const string Highest = "\U0010FFFF";

    /// <summary>The range of a prefix; empty for all keys.</summary>
    public static KeyRange Of(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new KeyRange(prefix, prefix + Highest);
    }
}

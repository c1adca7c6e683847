using System.Reflection;
using System.Text.Json;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Tests.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Identifiers;

/// <summary>What holds for every identifier, run for each of them.</summary>
public abstract class IdentifierContract<T>
    where T : struct, IIdentifier<T>
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly Gen<string> Text =
        Gen.Select(Gen.Char[Alphanumeric], Gen.String[Gen.Char[Alphanumeric + "._-:@"], 0, 63], (first, rest) => first + rest);

    private static readonly Gen<T> Value = Text.Select(Create);

    public static TheoryData<string> RefusedTexts => new(
        "", " ", ".a", "-a", "_a", ":a", "@a", "/", "/a", "a/", "a b", " a", "a ", "a\n", "a\0", "a/b/c", "caf\u00e9", "\u0661",
        "a\\b", "a'b", "a\"b", "a;b", "a%",
        new string('a', 97));

    [Fact]
    public void Valid_text_goes_in_and_out() => Text.Sample(text =>
    {
        Assert.Equal(text, Create(text).Value);
        Assert.Equal(text, Create(text).ToString());
        Assert.Equal(text, RoundTrip.Text<T>(text).Value);
        Assert.Equal(text, T.Parse(text.AsSpan(), null).Value);
        Assert.True(T.TryParse(text, null, out var parsed));
        Assert.Equal(text, parsed.Value);
    });

    [Theory]
    [MemberData(nameof(RefusedTexts))]
    public void Anything_else_is_refused_with_the_rule(string text)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Create(text));
        Assert.Contains($"is not a valid {typeof(T).Name}: {T.Rule}", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => T.Parse(text, null));
        Assert.False(T.TryParse(text, null, out var parsed));
        Assert.Equal(default, parsed);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Nothing_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Create(null!));
        Assert.Throws<ArgumentNullException>(() => RoundTrip.Text<T>(null));
        Assert.False(T.TryParse(null, null, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("null"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("7"));
    }

    [Fact]
    public void Default_names_nothing()
    {
        Assert.Equal("", default(T).Value);
        Assert.Equal("(none)", default(T).ToString());
        Assert.NotEqual(default, Create("a"));
        Assert.True(default(T).CompareTo(Create("a")) < 0);
    }

    [Fact]
    public void Equality_ordering_and_hash_are_ordinal() => Gen.Select(Text, Text, Gen.Bool).Sample((left, other, same) =>
    {
        var right = same ? left : other;
        var (a, b) = (Create(left), Create(new string(right)));
        Assert.Equal(left == right, a.Equals(b));
        Assert.Equal(Math.Sign(string.CompareOrdinal(left, right)), Math.Sign(a.CompareTo(b)));
        if (left == right) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    });

    [Fact]
    public void Case_matters() => Assert.NotEqual(Create("alice"), Create("Alice"));

    [Fact]
    public void Json_is_a_string_and_gives_back_the_value() => Value.Sample(id =>
    {
        Assert.Equal(id.Value, JsonDocument.Parse(JsonSerializer.Serialize(id)).RootElement.GetString());
        Assert.Equal(id, RoundTrip.Json(id));
    });

    [Fact]
    public void Json_takes_it_as_a_key() => Value.Sample(id =>
    {
        var book = new Dictionary<T, int> { [id] = 7 };
        Assert.Equal(book, RoundTrip.Json(book));
    });

    [Fact]
    public void Json_refuses_a_key_that_breaks_the_rule() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<T, int>>("""{"a b":7}"""));

    [Fact]
    public void Orleans_gives_back_the_value() =>
        Value.Sample(id => RoundTrip.Orleans(id).Equals(id) && RoundTrip.Orleans<T?>(id).Equals(id), iter: 1000);

    [Fact]
    public void Orleans_gives_back_the_default() => Assert.Equal(default, RoundTrip.Orleans(default(T)));

    /// <summary>The public factory of the type, which an interface cannot promise and every identifier has.</summary>
    private static T Create(string text) => Factory(text);

    private static readonly Func<string, T> Factory =
        typeof(T).GetMethod("Create", BindingFlags.Static | BindingFlags.Public, [typeof(string)])!.CreateDelegate<Func<string, T>>();
}

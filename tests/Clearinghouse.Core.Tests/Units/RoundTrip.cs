using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>A value through the forms in which it leaves the process.</summary>
internal static class RoundTrip
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    /// <summary>As generic code reads a string; through a more derived interface the string would bind to the overload for spans.</summary>
    internal static T Text<T>(string? text)
        where T : IParsable<T> => T.TryParse(text, null, out var value) ? value : T.Parse(text!, null);

    internal static T Json<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value))!;

    internal static T Orleans<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value))!;
}

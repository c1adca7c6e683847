using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Clearinghouse.Core.Commands;

/// <summary>
/// The one encoding of commands, events and ledgers: UTF-8 JSON without white space, members in the order of declaration, camel case, nulls left out, money as
/// strings. What is signed, hashed and journaled are these bytes.
/// </summary>
public static class CanonicalEncoding
{
    /// <summary>Encodes a value.</summary>
    /// <typeparam name="T">The declared type; for events the base type, so that the kind is written.</typeparam>
    public static byte[] Encode<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    /// <summary>Decodes a value.</summary>
    /// <exception cref="JsonException">The bytes are no such value.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, TypeInfo<T>()) ?? throw new JsonException($"null in place of a {typeof(T).Name}");

    /// <summary>The type's metadata in this encoding.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)CanonicalJsonContext.Default.Options.GetTypeInfo(typeof(T));

    /// <summary>
    /// The bytes that a sender signs: the command's name, a line feed, and its encoding.
    /// </summary>
    public static byte[] EncodeForSigning(ICommand command)
    {
        var type = command.GetType();
        var body = JsonSerializer.SerializeToUtf8Bytes(command, CanonicalJsonContext.Default.Options.GetTypeInfo(type));
        return [.. System.Text.Encoding.UTF8.GetBytes($"clearinghouse:{type.Name}\n"), .. body];
    }

    /// <summary>First 16 bytes of the SHA-256 of the <see cref="EncodeForSigning"/> of the command without its sequence, in hexadecimal.</summary>
    public static string Fingerprint(ICommand command) =>
        Convert.ToHexStringLower(SHA256.HashData(EncodeForSigning(command.Unsequenced())).AsSpan(0, 16));
}

using System.Globalization;
using System.Reflection;

namespace Clearinghouse.Storage.Schema;

/// <summary>One step of a database's schema: a numbered SQL file that was compiled into this assembly.</summary>
/// <param name="Version">Its number; the steps of a database are numbered 1, 2, 3 without gaps.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Sql">Its text.</param>
public sealed record SchemaScript(int Version, string Name, string Sql)
{
    /// <summary>The steps for a kind of database, in order.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="InvalidOperationException">The numbering of the files is broken: a fault of the build.</exception>
    public static IReadOnlyList<SchemaScript> All(DatabaseKind kind)
    {
        var folder = kind == DatabaseKind.Postgres ? "postgres/" : "sqlite/";
        var assembly = typeof(SchemaScript).Assembly;
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[folder.Length..]))
            .ToList();
        for (var index = 0; index < scripts.Count; index++)
        {
            if (scripts[index].Version != index + 1)
                throw new InvalidOperationException($"Schema script {folder}{scripts[index].Name} should have number {index + 1:D4}.");
        }

        return scripts;
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var version = int.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return new SchemaScript(version, name, reader.ReadToEnd());
    }
}

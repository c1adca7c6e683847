using System.CommandLine;

namespace Clearinghouse.Cli.Commands;

/// <summary>The argument that names a version in the registry.</summary>
internal static class ModelVersionArgument
{
    public static Argument<string> Make(string name) => new(name) { Description = "champion, challenger, MODEL/VERSION, or a version or its beginning", HelpName = "VERSION" };
}

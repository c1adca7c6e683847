using System.CommandLine;

namespace Clearinghouse.Cli.Commands;

/// <summary>The option that names the registry of models.</summary>
internal static class ModelRegistryOption
{
    public static Option<string> Make() => new("--registry") { Description = "The folder of the model registry", HelpName = "FOLDER", DefaultValueFactory = _ => "ml-models" };
}

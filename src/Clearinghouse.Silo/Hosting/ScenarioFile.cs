using Clearinghouse.Core.Scenarios;
using Clearinghouse.Grains;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Silo.Hosting;

/// <summary>The scenario set that a node is configured with.</summary>
internal static class ScenarioFile
{
    /// <summary>The set of a file; the built-in one without a file.</summary>
    /// <exception cref="OptionsValidationException">The file is missing or holds no scenario set; the message says what to do.</exception>
    public static ScenarioSet Load(string? path)
    {
        if (path is null) return ScenarioSet.Default;
        try
        {
            return ScenarioDocument.Read(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionsValidationException(
                ClearingOptions.SectionName,
                typeof(ClearingOptions),
                [$"{ClearingOptions.SectionName}:{nameof(ClearingOptions.ScenariosFile)}: '{path}': {error.Message.TrimEnd('.')}. Build one by 'clearinghouse scenarios build'."]);
        }
    }
}

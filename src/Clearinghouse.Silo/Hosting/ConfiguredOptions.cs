using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Silo.Hosting;

/// <summary>Reads options that composition itself needs, before a host exists that could validate them.</summary>
internal static class ConfiguredOptions
{
    /// <summary>The options of a section.</summary>
    /// <exception cref="OptionsValidationException">A value is no such value, or out of range; every message names its key.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new OptionsValidationException(section, typeof(T), [$"{section}: {error.Message}"]);
        }

        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)) return options;
        throw new OptionsValidationException(
            section, typeof(T), faults.Select(fault => $"{section}:{string.Join(',', fault.MemberNames)}: {fault.ErrorMessage}"));
    }
}

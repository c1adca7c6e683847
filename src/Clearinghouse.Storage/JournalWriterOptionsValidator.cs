using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Storage;

/// <summary>Stops the host at its start when a limit of the writer is out of its range.</summary>
internal sealed class JournalWriterOptionsValidator : IValidateOptions<JournalWriterOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalWriterOptions options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{JournalWriterOptions.SectionName}: {fault.ErrorMessage}"));
    }
}

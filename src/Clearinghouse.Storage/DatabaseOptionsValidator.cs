using Microsoft.Extensions.Options;

namespace Clearinghouse.Storage;

/// <summary>Stops the host at its start when the database options will not do.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var faults = options.FindFaults();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

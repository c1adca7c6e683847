using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Clearinghouse.Silo.Hosting;

/// <summary>The text of an IP address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IPAddressTextAttribute : ValidationAttribute
{
    /// <summary>An address in the usual notation.</summary>
    public IPAddressTextAttribute()
        : base("must be an IP address, such as 127.0.0.1")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string text && IPAddress.TryParse(text, out _));
}

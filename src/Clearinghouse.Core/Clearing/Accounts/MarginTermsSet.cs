using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account chose how it is margined.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginTermsSet")]
public sealed record MarginTermsSet([property: Id(0)] SetMarginTerms Command) : AccountEvent;

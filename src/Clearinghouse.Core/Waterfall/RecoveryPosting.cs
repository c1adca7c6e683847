using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>One payer's part of a recovery.</summary>
/// <param name="Default">The default whose loss is recovered.</param>
/// <param name="Posting">The position, in the plan, of the loss posting that is paid back.</param>
/// <param name="Payer">Who had paid and is paid back. An assessment that is still owed is reduced by it.</param>
/// <param name="Amount">How much; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RecoveryPosting")]
public sealed record RecoveryPosting([property: Id(0)] DefaultId Default, [property: Id(1)] int Posting, [property: Id(2)] LossPayer Payer, [property: Id(3)] Amount Amount);

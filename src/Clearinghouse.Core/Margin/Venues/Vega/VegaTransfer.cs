using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Vega;

/// <summary>A rebalancing of a margin account.</summary>
/// <param name="TransferIn">What came in; not negative.</param>
/// <param name="TransferOut">What went out; not negative.</param>
/// <param name="BalanceAfter">The balance then.</param>
/// <param name="CloseOut">Whether the account is closed out all the same.</param>
public sealed record VegaTransfer(Rational TransferIn, Rational TransferOut, Rational BalanceAfter, bool CloseOut);

using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;

namespace Clearinghouse.Grains.Markets;

/// <summary>A trade that is to be cleared.</summary>
/// <param name="Trade">The trade.</param>
/// <param name="Admit">Admits it, or answers it; told whether the journal was searched for it in vain.</param>
internal sealed record TradeRequest(ClearTrade Trade, Func<bool, TradeAdmission> Admit);

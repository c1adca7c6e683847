using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>The newest snapshots of some markets.</summary>
internal sealed class SnapshotView(params MarketBuilder[] markets) : IMarketView
{
    public MarketSnapshot? Find(MarketId market) => markets.FirstOrDefault(known => known.Ledger.Market == market)?.Ledger.Snapshot;
}

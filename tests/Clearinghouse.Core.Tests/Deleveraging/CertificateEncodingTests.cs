using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Xunit;

namespace Clearinghouse.Core.Tests.Deleveraging;

public sealed class CertificateEncodingTests
{
    /// <summary>Where everybody gives all it can, no rate follows. The encoding leaves out what is not there, and the journal must be readable all the same.</summary>
    [Fact]
    public void ACertificateWithoutARate_IsReadBackFromTheJournal()
    {
        var cause = DefaultId.Create("alice:1");
        var certificate = DeleveragingCertificate.Seal(cause, Amount.Zero, Amount.One, Amount.One, new AmountFraction(Amount.One, Amount.One), null, []);
        var claim = new DefaultClaim { Default = cause, Account = Names.Alice, Debt = Amount.One, CollateralValue = Amount.Zero, Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty };
        PoolEvent allocated = new LossAllocated(claim, LossWaterfall.Allocate(cause, Amount.One, []), certificate) { At = Names.Start };
        var read = Assert.IsType<LossAllocated>(CanonicalEncoding.Decode<PoolEvent>(CanonicalEncoding.Encode(allocated)));
        Assert.Null(read.Certificate!.HaircutRate);
        Assert.Equal(certificate.Digest, read.Certificate.Digest);
    }
}

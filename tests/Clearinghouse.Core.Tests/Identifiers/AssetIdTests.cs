using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Tests.Identifiers;

public sealed class AssetIdTests : PlainIdentifierContract<AssetId>;

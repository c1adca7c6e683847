using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Tests.Identifiers;

public sealed class DefaultIdTests : PlainIdentifierContract<DefaultId>;

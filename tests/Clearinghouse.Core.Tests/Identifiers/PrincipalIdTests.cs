using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Tests.Identifiers;

public sealed class PrincipalIdTests : PlainIdentifierContract<PrincipalId>;

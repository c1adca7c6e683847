using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Tests.Identifiers;

public sealed class CommandIdTests : PlainIdentifierContract<CommandId>;

using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing;

/// <summary>What a <see cref="CommandWindow"/> knows of a command that is not new.</summary>
/// <param name="Status">Exists, exists with different content, or refused as too old to tell.</param>
/// <param name="Sequence">Where its event stands, when it exists.</param>
/// <param name="Refusal">Why, when refused.</param>
public readonly record struct CommandRecall(CommandStatus Status, long Sequence, Refusal? Refusal = null);

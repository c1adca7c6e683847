using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Grains.Journals;

/// <summary>What every grain with a journal needs from its silo.</summary>
/// <param name="store">Where journals are read.</param>
/// <param name="writer">The silo's writer.</param>
/// <param name="clock">The clock that grains decide by.</param>
/// <param name="options">How grains behave.</param>
/// <param name="loggers">Loggers.</param>
public sealed class LedgerGrainContext(
    IJournalStore store,
    JournalWriter writer,
    [FromKeyedServices(ClearingClock.Key)] TimeProvider clock,
    IOptions<ClearingOptions> options,
    ILoggerFactory loggers)
{
    /// <summary>Where journals are read.</summary>
    public IJournalStore Store { get; } = store;

    /// <summary>The silo's writer.</summary>
    public JournalWriter Writer { get; } = writer;

    /// <summary>The clock that grains decide by.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>How grains behave.</summary>
    public ClearingOptions Options { get; } = options.Value;

    /// <summary>Loggers.</summary>
    public ILoggerFactory Loggers { get; } = loggers;
}

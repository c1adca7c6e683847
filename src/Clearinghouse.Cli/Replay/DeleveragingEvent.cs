using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>A deleveraging of a replay, beside what the usual queue would have done to the same accounts.</summary>
/// <param name="Default">The default that caused it; of a loss of the pool's own book, the book's name alone.</param>
/// <param name="At">When.</param>
/// <param name="Deficit">What had to be given up.</param>
/// <param name="Given">What was given up; the rest went on to the next layer.</param>
/// <param name="CertificateHolds">Whether the certificate was checked and holds.</param>
/// <param name="Comparison">The rule and the queue.</param>
public sealed record DeleveragingEvent(DefaultId Default, DateTimeOffset At, Amount Deficit, Amount Given, bool CertificateHolds, DeleveragingComparison Comparison);

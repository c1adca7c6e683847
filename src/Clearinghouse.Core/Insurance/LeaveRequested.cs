using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A holder asked to leave.</summary>
/// <param name="Request">What was asked, with its number.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LeaveRequested")]
public sealed record LeaveRequested([property: Id(0)] LeaveRequest Request) : TrancheEvent;

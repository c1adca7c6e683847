using CsCheck;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>One step of a random history; what the numbers mean depends on the kind.</summary>
internal sealed record WorldStep(WorldStepKind Kind, int A, int B, int C, int D)
{
    internal static readonly Gen<List<WorldStep>> History = Gen.Select(
        Gen.Frequency(
            (12, WorldStepKind.Begin), (10, WorldStepKind.Novate), (2, WorldStepKind.Drop), (3, WorldStepKind.Report), (3, WorldStepKind.Accrue),
            (2, WorldStepKind.Deposit), (4, WorldStepKind.Withdraw), (1, WorldStepKind.Expire), (2, WorldStepKind.CollectFees), (1, WorldStepKind.Contribute)),
        Gen.Int[0, 1], Gen.Int[0, 4], Gen.Int[0, 9999], Gen.Int[0, 9999],
        (kind, a, b, c, d) => new WorldStep(kind, a, b, c, d)).List[1, 120];
}

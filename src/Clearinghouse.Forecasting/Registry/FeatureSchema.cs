using System.Security.Cryptography;
using System.Text;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>What a model is told, in order. A program that computes other regressors cannot use it.</summary>
/// <param name="Sha256">Of the names joined by line feeds, in hexadecimal.</param>
/// <param name="Regressors">The names.</param>
public sealed record FeatureSchema(string Sha256, IReadOnlyList<string> Regressors)
{
    /// <summary>The schema of some regressors.</summary>
    public static FeatureSchema Of(IReadOnlyList<string> regressors) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', regressors)))), regressors);
}

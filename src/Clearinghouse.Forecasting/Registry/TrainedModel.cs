using System.Security.Cryptography;
using System.Text.Json;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>A trained model as it is stored: numbers, and what they belong to.</summary>
/// <param name="Schema">The format, <see cref="CurrentSchema"/>.</param>
/// <param name="Model">The kind of model.</param>
/// <param name="Regressors">What the coefficients belong to, in order, without the constant.</param>
/// <param name="Coefficients">The constant, then one for each regressor.</param>
/// <param name="Smearing">The mean exponential of the residuals.</param>
public sealed record TrainedModel(string Schema, string Model, IReadOnlyList<string> Regressors, IReadOnlyList<double> Coefficients, double Smearing)
{
    /// <summary>The format this program writes and reads.</summary>
    public const string CurrentSchema = "clearinghouse.volatility-model/1";

    /// <summary>A forecaster as it is stored.</summary>
    public static TrainedModel From(PooledLogHarForecaster forecaster)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        return new(CurrentSchema, StandardModels.PooledLogHarX.Name, PooledLogHarForecaster.RegressorNames, forecaster.Coefficients.Values, forecaster.Smearing);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="ModelRegistryException">It is something else, of another format or another set of regressors.</exception>
    public static TrainedModel Parse(byte[] bytes)
    {
        TrainedModel? model;
        try
        {
            model = JsonSerializer.Deserialize<TrainedModel>(bytes, RegistryJson.Options);
        }
        catch (JsonException error)
        {
            throw new ModelRegistryException($"The model cannot be read: {error.Message}", error);
        }

        if (model?.Schema != CurrentSchema || model.Model != StandardModels.PooledLogHarX.Name) throw new ModelRegistryException($"The model is not of the format {CurrentSchema}; train it again.");
        if (!PooledLogHarForecaster.RegressorNames.SequenceEqual(model.Regressors, StringComparer.Ordinal) || model.Coefficients.Count != model.Regressors.Count + 1)
            throw new ModelRegistryException("The model was trained on other regressors than this program computes; train it again.");
        if (!model.Coefficients.Append(model.Smearing).All(double.IsFinite) || model.Smearing <= 0) throw new ModelRegistryException("The model holds numbers that are none; train it again.");
        return model;
    }

    /// <summary>The model ready to forecast.</summary>
    public PooledLogHarForecaster ToForecaster() => new(new(Coefficients), Smearing);

    /// <summary>The stored bytes: the same model gives the same ones.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, RegistryJson.Options);

    /// <summary>SHA-256 of the stored bytes, in hexadecimal.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

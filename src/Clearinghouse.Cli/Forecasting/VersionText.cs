using System.Globalization;
using Clearinghouse.Forecasting.Registry;
using Spectre.Console;

namespace Clearinghouse.Cli.Forecasting;

/// <summary>Versions of models as tables.</summary>
internal static class VersionText
{
    public static void Write(CliOutput output, ModelManifest manifest, ModelMetrics metrics, IReadOnlyList<string> refusals, IReadOnlyList<AliasChange> changes)
    {
        output.WriteTable($"{manifest.Model} {manifest.Version}", Rows(manifest, metrics, refusals));
        foreach (var change in changes)
            output.Data.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{change.At:yyyy-MM-dd HH:mm:ss} UTC  {ModelAliases.Name(change.Alias)} by {change.Action.ToString().ToLowerInvariant()}: {change.Reason}"));
        foreach (var refusal in refusals) output.Data.WriteLine($"not to be promoted: {refusal}");
    }

    public static void Write(CliOutput output, ModelManifest first, ModelManifest second, IReadOnlyList<VersionComparison> figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("figure");
        foreach (var header in new[] { $"{first.Model} {first.Version}", $"{second.Model} {second.Version}", "difference %" }) table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned());
        foreach (var figure in figures)
            table.AddRow(Markup.Escape(figure.Figure), Number(figure.First, "0.####"), Number(figure.Second, "0.####"), Number(100 * ((figure.First / figure.Second) - 1), "+0.0;-0.0;0"));
        output.DataConsole().Write(table);
    }

    private static IEnumerable<(string Label, string Value)> Rows(ModelManifest manifest, ModelMetrics metrics, IReadOnlyList<string> refusals)
    {
        foreach (var data in manifest.Data) yield return ($"trained on {data.Symbol}", string.Create(CultureInfo.InvariantCulture, $"{data.FirstDay:yyyy-MM-dd} to {data.LastDay:yyyy-MM-dd}, {data.Days} days"));
        yield return ("parent", manifest.Parent ?? "none");
        yield return ("program", $"{manifest.Program}, source {manifest.CodeRevision}");
        yield return ("regressors", $"{manifest.Features.Regressors.Count}, schema {manifest.Features.Sha256[..12]}");
        foreach (var mean in metrics.WalkForward.Means) yield return ($"walk-forward QLIKE, {mean.Model}", Number(mean.Qlike, "0.0000"));
        foreach (var mean in metrics.HoldOut?.Means ?? []) yield return ($"hold-out QLIKE, {mean.Model}", Number(mean.Qlike, "0.0000"));
        foreach (var mean in metrics.Margins?.Means ?? []) yield return ($"worst marks beyond margin %, {mean.Model}", Number(100 * mean.PathBreachRate, "0.00"));
        yield return ("may be champion", refusals.Count == 0 ? "yes" : "no");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}

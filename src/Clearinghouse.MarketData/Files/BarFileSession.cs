using System.Runtime.CompilerServices;
using Clearinghouse.MarketData.Quality;

namespace Clearinghouse.MarketData.Files;

/// <summary>One reading of one file: its rows pass the gate, or the file is refused.</summary>
internal sealed class BarFileSession : IDisposable
{
    private static readonly char[] SymbolEnds = ['_', '-', '.'];
    private readonly string _path;
    private readonly BarFileOptions _options;
    private readonly BarRowSource _source;
    private readonly BarQualityGate _gate = new();

    internal BarFileSession(string path, BarFileOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = path;
        _options = options ?? new();
        _source = BarRowSource.Open(path);
    }

    internal IEnumerable<Bar> Bars()
    {
        foreach (var row in _source.Rows())
            if (Admits(row)) yield return row.Bar;
        Finish();
    }

    internal async IAsyncEnumerable<Bar> BarsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _source.RowsAsync(cancellationToken))
            if (Admits(row)) yield return row.Bar;
        Finish();
    }

    internal BarReading Reading(List<Bar> bars)
    {
        var quality = _gate.Report();
        if (quality.IntervalMs is not { } intervalMs)
        {
            throw new BarFileException(
                _path,
                line: null,
                "A single bar does not tell its interval.",
                "Give a file of at least two bars, or read it as a stream.");
        }

        return new(_source.Columns.Layout, new(Symbol(), intervalMs, bars), quality);
    }

    public void Dispose() => _source.Dispose();

    private string Symbol()
    {
        var name = Path.GetFileName(_path);
        var end = name.IndexOfAny(SymbolEnds);
        return _options.Symbol ?? _source.Symbol ?? (end > 0 ? name[..end] : name);
    }

    private bool Admits(BarRow row)
    {
        var defect = _gate.Judge(row.Bar, row.Line, row.PricesRounded);
        if (defect == BarDefect.None) return true;
        if (_options.Defects == DefectPolicy.LeaveOut) return false;
        throw new BarFileException(
            _path, row.Line, Explain(defect, row.Bar), "Correct the file, or let such bars be left out and counted.");
    }

    private void Finish()
    {
        var quality = _gate.Report();
        if (quality.Bars == 0)
            throw new BarFileException(_path, line: null, "The file holds no usable bar.", "Fetch it again; a download may have failed.");
        if (_options.Gaps != GapPolicy.Refuse || quality.FirstGap is not { } gap) return;
        throw new BarFileException(
            _path,
            gap.Line,
            $"Bars are missing: that of {Shown(gap.BeforeMs)} follows that of {Shown(gap.AfterMs)}, at an interval of {quality.IntervalMs} ms.",
            "Fetch the missing bars, or let gaps be reported.");
    }

    private static string Explain(BarDefect defect, Bar bar) => defect switch
    {
        BarDefect.PriceNotPositive => $"A price is zero or below: {Prices(bar)}.",
        BarDefect.HighLowCrossed => $"High or low contradicts another price: {Prices(bar)}.",
        BarDefect.VolumeNegative => $"The volume is below zero: {bar.Volume}.",
        BarDefect.Duplicate => $"The bar of {Shown(bar.OpenTimeMs)} is there twice.",
        BarDefect.TimeDescending => $"The bar of {Shown(bar.OpenTimeMs)} comes after a later one.",
        _ => throw new ArgumentOutOfRangeException(nameof(defect), defect, "Not a defect."),
    };

    private static string Prices(Bar bar) => $"open {bar.Open}, high {bar.High}, low {bar.Low}, close {bar.Close}";

    private static string Shown(long timeMs) => $"{DateTimeOffset.FromUnixTimeMilliseconds(timeMs):u}";
}

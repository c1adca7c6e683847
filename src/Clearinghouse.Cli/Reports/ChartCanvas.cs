using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Clearinghouse.Cli.Reports;

/// <summary>A chart that becomes part of an HTML page: SVG without scripts, outside fonts or clashing ids.</summary>
internal sealed partial class ChartCanvas
{
    /// <summary>Blue and orange that the colour-blind can tell apart (Okabe and Ito), and a grey behind them.</summary>
    public static readonly Color Blue = Color.FromHex("#0072B2");

    /// <inheritdoc cref="Blue"/>
    public static readonly Color Orange = Color.FromHex("#D55E00");

    /// <inheritdoc cref="Blue"/>
    public static readonly Color Grey = Color.FromHex("#9AA3AD");

    private const int WidthPixels = 960;
    private const string Font = "DejaVu Sans";
    private const string FontStack = "DejaVu Sans, Verdana, sans-serif";

    private readonly int _heightPixels;

    public ChartCanvas(string yLabel, int heightPixels = 300)
    {
        _heightPixels = heightPixels;
        Plot.Font.Set(Font);
        Plot.YLabel(yLabel, size: 12);
        Plot.Grid.MajorLineColor = Color.FromHex("#E6E9ED");
        Plot.Axes.Color(Color.FromHex("#4A5560"));
        Plot.Axes.Top.IsVisible = false;
        Plot.Axes.Right.IsVisible = false;
        Plot.ShowLegend(Alignment.UpperLeft, Orientation.Horizontal);
        Plot.Legend.OutlineWidth = 0;
        Plot.Legend.ShadowColor = Colors.Transparent;
    }

    public Plot Plot { get; } = new();

    /// <summary>A line through the points; NaN leaves a gap.</summary>
    public void Line(double[] xs, double[] ys, Color color, string legend, float width = 1.2f)
    {
        var line = Plot.Add.Scatter(xs, ys);
        (line.MarkerSize, line.LineWidth, line.Color, line.LegendText) = (0, width, color, legend);
    }

    /// <summary>Points without a line.</summary>
    public void Points(double[] xs, double[] ys, Color color, string legend, MarkerShape shape, float size)
    {
        if (xs.Length == 0) return;
        var points = Plot.Add.Markers(xs, ys, shape, size, color);
        points.LegendText = legend;
    }

    /// <summary>The horizontal axis shows days; the chart begins with the first and ends with the last.</summary>
    /// <param name="first">The first day, as OLE automation counts.</param>
    /// <param name="last">The last.</param>
    /// <param name="format">How a day is written.</param>
    public void DaysBottom(double first, double last, string format = "yyyy-MM")
    {
        Plot.Axes.DateTimeTicksBottom();
        if (Plot.Axes.Bottom.TickGenerator is DateTimeAutomatic ticks) ticks.LabelFormatter = day => day.ToString(format, CultureInfo.InvariantCulture);
        Plot.Axes.SetLimitsX(first, last);
    }

    /// <summary>An axis whose values are logarithms to base 10 shows what they are of.</summary>
    public static NumericManual LogTicks(IEnumerable<double> values, string suffix)
    {
        var ticks = new NumericManual();
        foreach (var value in values) ticks.AddMajor(Math.Log10(value), value.ToString("0.####", CultureInfo.InvariantCulture) + suffix);
        return ticks;
    }

    /// <summary>The chart as an element of a page.</summary>
    /// <param name="id">Unique within the page: letters and digits.</param>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    public string ToSvg(string id, string description)
    {
        var svg = Plot.GetSvgXml(WidthPixels, _heightPixels);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]
            .Replace($"width=\"{WidthPixels}\" height=\"{_heightPixels}\">", string.Create(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {WidthPixels} {_heightPixels}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(description)}\">"), StringComparison.Ordinal)
            .Replace($"font-family=\"{Font}\"", $"font-family=\"{FontStack}\"", StringComparison.Ordinal)
            .Replace("cl_", $"{id}_cl_", StringComparison.Ordinal);

        // A tenth of a pixel is what a screen shows; the other digits are half of the page.
        return PathData().Replace(svg, path => LongDecimals().Replace(path.Value, "${kept}")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@" d=""[^""]*""", RegexOptions.CultureInvariant)]
    private static partial Regex PathData();

    [GeneratedRegex(@"(?<kept>\d\.\d)\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LongDecimals();
}

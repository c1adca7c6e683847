using System.Diagnostics;
using System.Globalization;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Core.Pricing;

namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>Measures Black-76 on one core, on the same options and in turn: ours in vectors, ours one by one, and QuantLib's; then how far each is from the exact formula.</summary>
/// <param name="counts">Options in a pass.</param>
/// <param name="repetitions">Of each measurement.</param>
/// <param name="window">How long one counts.</param>
/// <param name="folder">Where the compiled program goes.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class PricingBenchmark(IReadOnlyList<int> counts, int repetitions, TimeSpan window, DirectoryInfo folder, Action<string> say)
{
    private const int AccuracyOptions = 100_000;
    private const double LeastRelative = 1e-6;

    /// <summary>What is measured: whether with sensitivities, and in what words, by name.</summary>
    private static readonly Dictionary<string, (bool WithSensitivities, string By)> Subjects = new(StringComparer.Ordinal)
    {
        ["vectorPrice"] = (false, "ours, vector: price"),
        ["scalarPrice"] = (false, "ours, scalar: price"),
        ["blackFormula"] = (false, "QuantLib blackFormula: price"),
        ["vectorValues"] = (true, "ours, vector: price, delta, gamma, vega"),
        ["scalarValues"] = (true, "ours, scalar: price, delta, gamma, vega, theta"),
        ["blackFormulaDerivatives"] = (true, "QuantLib blackFormula and its derivatives: price, delta, vega"),
        ["BlackCalculator"] = (true, "QuantLib BlackCalculator: price, delta, gamma, vega"),
    };

    /// <summary>Runs it.</summary>
    public async Task<PricingReport> RunAsync(CancellationToken cancellationToken)
    {
        var machine = MachineDescription.Describe(folder);
        say("compiling QuantLib's side");
        var (quantLib, says) = await QuantLibProgram.CompileAsync(folder, cancellationToken);
        var rows = new List<PricingRow>();
        foreach (var count in counts)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"{count:N0} options"));
            rows.AddRange(await MeasureAsync(new OptionColumns(count), quantLib, cancellationToken));
        }

        var accuracy = quantLib is null ? [] : await CompareAsync(quantLib, cancellationToken);
        return new PricingReport(machine, repetitions, window.TotalSeconds, says, rows, AccuracyOptions, accuracy);
    }

    private async Task<IEnumerable<PricingRow>> MeasureAsync(OptionColumns options, QuantLibProgram? quantLib, CancellationToken cancellationToken)
    {
        var samples = new List<KeyValuePair<string, double>>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            samples.AddRange(MeasureOurs(options));
            if (quantLib is not null) samples.AddRange(await quantLib.MeasureAsync(options, window, cancellationToken));
        }

        var rows = Subjects
            .Select(subject => (subject.Value, Rates: samples.Where(sample => sample.Key == subject.Key).Select(sample => sample.Value).Order().ToList()))
            .Where(subject => subject.Rates.Count > 0)
            .Select(subject => new PricingRow(
                options.Count, subject.Value.WithSensitivities, subject.Value.By, subject.Rates[subject.Rates.Count / 2], subject.Rates[0], subject.Rates[^1], TimesQuantLib: null))
            .ToList();
        return rows.Select(row => row with { TimesQuantLib = row.PerSecond / Peer(row.WithSensitivities) });

        double? Peer(bool withSensitivities) => rows
            .Where(row => row.WithSensitivities == withSensitivities && row.By.StartsWith("QuantLib", StringComparison.Ordinal))
            .Max(row => (double?)row.PerSecond);
    }

    private Dictionary<string, double> MeasureOurs(OptionColumns options)
    {
        var columns = Enumerable.Range(0, 4).Select(_ => new double[options.Count]).ToArray();
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["vectorPrice"] = Rate(options.Count, () => Black76Batch.Price(options.Batch, columns[0])),
            ["vectorValues"] = Rate(options.Count, () => Black76Batch.Evaluate(options.Batch, columns[0], columns[1], columns[2], columns[3])),
            ["scalarPrice"] = Rate(options.Count, () =>
            {
                for (var i = 0; i < options.Count; i++) columns[0][i] = options.PriceScalar(i);
            }),
            ["scalarValues"] = Rate(options.Count, () =>
            {
                for (var i = 0; i < options.Count; i++)
                {
                    var value = options.EvaluateScalar(i);
                    (columns[0][i], columns[1][i], columns[2][i], columns[3][i]) = (value.Price, value.Delta, value.Gamma, value.Vega);
                }
            }),
        };
    }

    private double Rate(int count, Action pass)
    {
        // Enough passes that the runtime has compiled what it finds hot for good.
        for (var warmUp = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warmUp) < window;) pass();
        var (began, done) = (Stopwatch.GetTimestamp(), 0L);
        do
        {
            pass();
            done += count;
        }
        while (Stopwatch.GetElapsedTime(began) < window);
        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<IReadOnlyList<AccuracyRow>> CompareAsync(QuantLibProgram quantLib, CancellationToken cancellationToken)
    {
        var options = new OptionColumns(AccuracyOptions);
        var values = await quantLib.ReadValuesAsync(options, cancellationToken);
        var columns = Enumerable.Range(0, 4).Select(_ => new double[options.Count]).ToArray();
        Black76Batch.Evaluate(options.Batch, columns[0], columns[1], columns[2], columns[3]);
        return
        [
            Worst("ours, vector", i => new OptionValue(columns[0][i], columns[1][i], columns[2][i], columns[3][i], 0)),
            Worst("ours, scalar", options.EvaluateScalar),
            Worst("QuantLib", i => new OptionValue(values[At(i)], values[At(i) + 1], values[At(i) + 2], values[At(i) + 3], 0)),
        ];

        static int At(int option) => option * QuantLibProgram.ValuesPerOption;

        AccuracyRow Worst(string by, Func<int, OptionValue> valueOf)
        {
            var worst = new AccuracyRow(by, 0, 0, 0, 0, 0);
            for (var i = 0; i < options.Count; i++)
            {
                var (value, scale) = (valueOf(i), options.Scale(i));
                var price = Error(i, 0, value.Price);
                var exact = values[At(i) + 4];
                worst = new AccuracyRow(
                    by,
                    Math.Max(worst.Price, price / scale.Price),
                    exact > LeastRelative * scale.Price ? Math.Max(worst.RelativePrice, price / exact) : worst.RelativePrice,
                    Math.Max(worst.Delta, Error(i, 1, value.Delta) / scale.Delta),
                    Math.Max(worst.Gamma, Error(i, 2, value.Gamma) / scale.Gamma),
                    Math.Max(worst.Vega, Error(i, 3, value.Vega) / scale.Vega));
            }

            return worst;
        }

        double Error(int option, int which, double value) => Math.Abs(value - values[At(option) + 4 + (2 * which)] - values[At(option) + 5 + (2 * which)]);
    }
}

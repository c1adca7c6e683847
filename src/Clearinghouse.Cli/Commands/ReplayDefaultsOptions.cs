using System.CommandLine;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Commands;

/// <summary>The options of a replay about accounts that can't pay.</summary>
internal sealed class ReplayDefaultsOptions
{
    private static readonly ReplayDefaultOptions Usual = new();

    private readonly Option<ReplaySwitch> _isOn = new("--defaults")
    {
        Description = "On: accounts are liquidated and losses fall through the waterfall. Off: accounts below maintenance margin are called, and nothing more",
        DefaultValueFactory = _ => ReplaySwitch.On,
    };

    private readonly Option<LastResort> _lastResort = new("--last-resort") { Description = "What bears what funds and assessments leave: Deleveraging or GainsHaircut", DefaultValueFactory = _ => Usual.LastResort };
    private readonly Option<double> _maxHaircut = Share("--max-haircut", "The largest part of its equity that the deleveraging of one default takes from an account", Usual.MaxHaircut);
    private readonly Option<double> _fund = Share("--fund", "House capital, insurance and the venues' contributions together, as a share of the traders' capital", Usual.Fund);
    private readonly Option<double> _backstop = Share("--backstop", "The capital of two committed backstops, as a share of the traders' capital; 0 for none", Usual.Backstop);
    private readonly Option<ReplaySwitch> _auctions = new("--auctions")
    {
        Description = "On: portfolios are auctioned before backstops and the pool's own book take them over, and the book is unwound by auctions. Off: neither",
        DefaultValueFactory = _ => ReplaySwitch.Off,
    };

    private readonly Option<double> _liquidators = Share("--liquidators", "With auctions, the capital of four registered liquidators, as a share of the traders' capital; 0 for none", Usual.Liquidators);
    private readonly Option<double> _depth = Share("--depth", "Notional that a calm market takes up, as a share of the traders' capital; it grows thinner as volatility rises", Usual.Depth);
    private readonly Option<double> _leverage = Share("--leverage", "The most leverage of over-levered traders; above 10, margin is as low as it needs", Usual.Leverage);
    private readonly Option<double> _overLevered = Share("--over-levered", "The share of traders who take all the leverage there is", Usual.OverLevered);

    /// <summary>Adds them.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_isOn, _lastResort, _maxHaircut, _fund, _backstop, _auctions, _liquidators, _depth, _leverage, _overLevered]) command.Options.Add(option);
    }

    /// <exception cref="CliException">One is out of range.</exception>
    public ReplayDefaultOptions Parse(ParseResult parsed)
    {
        var options = new ReplayDefaultOptions
        {
            IsOn = parsed.GetValue(_isOn) == ReplaySwitch.On,
            LastResort = parsed.GetValue(_lastResort),
            MaxHaircut = parsed.GetValue(_maxHaircut),
            Fund = parsed.GetValue(_fund),
            Backstop = parsed.GetValue(_backstop),
            Auctions = parsed.GetValue(_auctions) == ReplaySwitch.On,
            Liquidators = parsed.GetValue(_liquidators),
            Depth = parsed.GetValue(_depth),
            Leverage = parsed.GetValue(_leverage),
            OverLevered = parsed.GetValue(_overLevered),
        };
        return options.FindFault() is { } fault ? throw new CliException($"--{fault}.") : options;
    }

    private static Option<double> Share(string name, string description, double usual) => new(name) { Description = description, DefaultValueFactory = _ => usual };
}

using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Registry;

/// <summary>Who is champion, since when and why; and who may not be.</summary>
public sealed class ModelAliasesTests : IDisposable
{
    private const int WarmUpDays = 150;

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("clearinghouse-models-").FullName;
    private readonly StoppedClock _clock = new(Start);

    private ModelAliases Aliases => new(_folder, _clock);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_challenger_is_logged_with_time_and_reason()
    {
        var (first, second) = (Store(240), Store(241));
        Aliases.Promote(ModelAlias.Challenger, first, "to watch");
        _clock.Now = Start.AddDays(1);
        Aliases.Promote(ModelAlias.Challenger, second, "newer");

        Assert.Equal(second.Version, Aliases.Current(ModelAlias.Challenger)!.Version);
        Assert.Null(Aliases.Current(ModelAlias.Champion));
        Assert.Equal([(first.Version, Start, "to watch"), (second.Version, Start.AddDays(1), "newer")], Aliases.History().Select(change => (change.Version, change.At, change.Reason)));
        Assert.Equal(second.Version, new ModelRegistry(_folder).Find("challenger", Aliases).Version);
    }

    [Fact]
    public void Rolling_back_twice_goes_back_twice_and_keeps_the_history()
    {
        ModelManifest[] versions = [Store(240), Store(241), Store(242)];
        foreach (var version in versions) Aliases.Promote(ModelAlias.Challenger, version, "next");

        Assert.Equal(versions[1].Version, Aliases.Rollback(ModelAlias.Challenger, "worse").Version);
        Assert.Equal(versions[0].Version, Aliases.Rollback(ModelAlias.Challenger, "still worse").Version);
        Assert.Contains("before", Assert.Throws<ModelRegistryException>(() => Aliases.Rollback(ModelAlias.Challenger, "more")).Message, StringComparison.Ordinal);
        Assert.Equal(5, Aliases.History().Count);
        Aliases.Promote(ModelAlias.Challenger, versions[2], "mended");
        Assert.Equal(versions[0].Version, Aliases.Rollback(ModelAlias.Challenger, "no").Version);
    }

    [Fact]
    public void A_damaged_version_a_blank_reason_and_the_same_version_again_are_refused()
    {
        var version = Store(240);
        Aliases.Promote(ModelAlias.Challenger, version, "first");

        Assert.Throws<ModelRegistryException>(() => Aliases.Promote(ModelAlias.Challenger, version, "again"));
        Assert.Throws<ModelRegistryException>(() => Aliases.Promote(ModelAlias.Challenger, Store(241), " "));
        File.AppendAllText(Path.Combine(_folder, version.Model, version.Version, "model.json"), " ");
        Assert.Contains("hash", Assert.Throws<ModelRegistryException>(() => Aliases.Promote(ModelAlias.Champion, version, "now")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_champion_that_was_never_held_out_or_back_tested_is_refused_with_every_reason()
    {
        var refusal = Assert.Throws<PromotionRefusedException>(() => Aliases.Promote(ModelAlias.Champion, Store(240), "now"));

        Assert.Contains(refusal.Reasons, reason => reason.Contains("--hold-out-days", StringComparison.Ordinal));
        Assert.Contains(refusal.Reasons, reason => reason.Contains("back-test", StringComparison.Ordinal));
        Assert.Empty(Aliases.History());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "schema": "other", "changes": [] }""")]
    public void A_broken_list_of_aliases_is_refused(string content)
    {
        File.WriteAllText(Path.Combine(_folder, "aliases.json"), content);

        Assert.Contains("aliases.json", Assert.Throws<ModelRegistryException>(() => Aliases.Current(ModelAlias.Champion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_is_found_by_its_beginning()
    {
        var (version, registry) = (Store(240), new ModelRegistry(_folder));

        Assert.Equal(version.Version, registry.Find(version.Version[..6], Aliases).Version);
        Assert.Equal(version.Version, registry.Find($"{version.Model}/{version.Version}", Aliases).Version);
        Assert.Throws<ModelRegistryException>(() => registry.Find("zzz", Aliases));
        Assert.Throws<ModelRegistryException>(() => registry.Find("champion", Aliases));
    }

    private ModelManifest Store(int days)
    {
        var panel = new VolatilityPanel(DayHistory.From(RandomBars.Of(1, days, "AAA", hoursPerBar: 6)), DayHistory.From(RandomBars.Of(2, days, "BBB", hoursPerBar: 6)));
        return new ModelRegistry(_folder).Add(ModelTraining.Run(panel, ["00", "01"], new(WarmUpDays, HoldOutDays: 0)), new("1.0", "test"), parent: null, _ => "").Manifest;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Serving;

/// <summary>A registry's folder as a node sees it: changed, damaged, gone, and back.</summary>
public sealed class ModelSourceTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly ModelSource _source;

    public ModelSourceTests()
    {
        Copy(Path.Combine(SourceTree.Root, "ml-models"), _folder);
        _source = new ModelSource(_folder, TimeProvider.System, TimeSpan.Zero);
    }

    private string ModelFile => Directory.GetFiles(_folder, "model.json", SearchOption.AllDirectories).Single();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheShippedRegistry_HasAChampion()
    {
        var models = _source.Current();
        Assert.Null(models.Fault);
        Assert.Matches("^log-har-x-pooled/[0-9a-f]{12}$", models.Champion!.Version);
    }

    [Fact]
    public void WhatIsDamagedOrGone_IsAFault_UntilItIsBack()
    {
        var (path, bytes) = (ModelFile, File.ReadAllBytes(ModelFile));
        File.WriteAllBytes(path, [.. bytes, (byte)' ']);
        Faulty("hash differs");
        File.Delete(path);
        Faulty("is missing");
        File.WriteAllBytes(path, bytes);
        Assert.NotNull(_source.Current().Champion);

        var aliases = Path.Combine(_folder, "aliases.json");
        var text = File.ReadAllText(aliases);
        File.WriteAllText(aliases, "{");
        Faulty("cannot be read");
        File.Delete(aliases);
        Faulty("No version is the champion");
        File.WriteAllText(aliases, text);
        Assert.NotNull(_source.Current().Champion);
        Assert.NotNull(new ModelSource(Path.Combine(_folder, "nowhere"), TimeProvider.System, TimeSpan.Zero).Current().Fault);

        void Faulty(string words)
        {
            var models = _source.Current();
            Assert.Null(models.Champion);
            Assert.Contains(words, models.Fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void APromotion_IsSeenAtOnce_ThoughWhatWasReadIsStillTrusted()
    {
        var patient = new ModelSource(_folder, TimeProvider.System, TimeSpan.FromDays(1));
        var first = patient.Current();
        Assert.Same(first, patient.Current());
        Assert.Null(first.Challenger);
        var manifest = Assert.Single(new ModelRegistry(_folder).List());
        new ModelAliases(_folder, TimeProvider.System).Promote(ModelAlias.Challenger, manifest, "to see it");
        Assert.Equal(first.Champion!.Version, patient.Current().Challenger!.Version);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".html", StringComparison.Ordinal)))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }
}

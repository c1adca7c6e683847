using System.Text;
using System.Text.Json;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>What holds for the encoding of anything.</summary>
public sealed class CanonicalEncodingTests
{
    private static readonly Gen<string> Name = Gen.Char["abcXYZ019._-:@"].Array[1, 12].Select(letters => "n" + new string(letters));

    private static readonly Gen<CommandHeader> Sender = Gen.Select(Name, Name, Gen.Long)
        .Select((sender, id, sequence) => new CommandHeader(PrincipalId.Create(sender), CommandId.Create(id), sequence));

    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, 30L * 365 * 864_000_000_000].Select(ticks => Start.AddTicks(ticks));

    private static readonly Gen<Contract> Contract = Gen.Select(Name, Gen.Enum<ContractKind>(), UnitGen.Quantity, UnitGen.Price, Gen.Bool, Time, Gen.Enum<OptionRight>())
        .Select((name, kind, size, price, isFull, expiry, right) => new Contract
        {
            Id = ContractId.Create(name),
            Kind = kind,
            Multiplier = size,
            Tick = price,
            Lot = size,
            Expiry = isFull ? expiry : null,
            Strike = isFull ? price : null,
            Right = isFull ? right : null,
        });

    private static readonly Gen<MarketParameters> Parameters = Gen.Select(UnitGen.Ratio, UnitGen.Quantity, Gen.Int)
        .Select((rate, limit, seconds) => new MarketParameters { InitialMarginRate = rate, PositionLimit = limit, PriceMaxAgeSeconds = seconds });

    [Fact]
    public void Deposit_RoundTrips() => RoundTrips(Gen.Select(Sender, UnitGen.Amount).Select((header, amount) => new Deposit(header, Pool, amount)));

    [Fact]
    public void Withdraw_RoundTrips() => RoundTrips(Gen.Select(Sender, UnitGen.Amount).Select((header, amount) => new Withdraw(header, amount)));

    [Fact]
    public void Configure_RoundTrips() => RoundTrips(Gen.Select(Sender, Parameters).Select((header, parameters) => new ConfigureMarket(header, Pool, parameters)));

    [Fact]
    public void List_RoundTrips() => RoundTrips(Gen.Select(Sender, Contract).Select((header, contract) => new ListContract(header, contract)));

    [Fact]
    public void Trade_RoundTrips() => RoundTrips(Gen.Select(Name, Gen.Long, Name, UnitGen.Price, UnitGen.Quantity).Select((id, sequence, account, price, quantity) =>
        new ClearTrade(Venue, TradeId.Create(id), sequence, Perp, AccountId.Create(account), Bob, price, quantity)));

    [Fact]
    public void Accrue_RoundTrips() => RoundTrips(Gen.Select(Sender, UnitGen.Ratio).Select((header, rate) => new AccrueFunding(header, Perp, rate)));

    [Fact]
    public void Expire_RoundTrips() => RoundTrips(Gen.Select(Sender, UnitGen.Price).Select((header, price) => new ExpireContract(header, Dated, price)));

    [Fact]
    public void Admit_RoundTrips() => RoundTrips(Gen.Select(Sender, Gen.Bool).Select((header, isActive) => new AdmitVenue(header, Venue, isActive)));

    [Fact]
    public void Contribute_RoundTrips() =>
        RoundTrips(Gen.Select(Sender, Gen.Enum<PoolFund>(), UnitGen.Amount).Select((header, fund, amount) => new ContributeFund(header, fund, amount)));

    [Fact]
    public void Report_RoundTrips() => Gen.Select(Sender, Time, UnitGen.Price, UnitGen.Price.Array[0, 3]).Sample((header, time, index, marks) =>
    {
        // An immutable array compares by reference, so the report is compared by its encoding and by its marks.
        var report = new ReportPrices(header, time, index, [.. marks.Select(mark => new ContractMark(Perp, mark))]);
        var bytes = CanonicalEncoding.Encode(report);
        var decoded = CanonicalEncoding.Decode<ReportPrices>(bytes);
        Assert.Equal(report.Marks, decoded.Marks);
        Assert.Equal(report with { Marks = [] }, decoded with { Marks = [] });
        Assert.Equal(bytes, CanonicalEncoding.Encode(decoded));
    });

    [Fact]
    public void Events_RoundTripAsTheirBase()
    {
        foreach (var e in EventSamples.Market) RoundTrip(e);
        foreach (var e in EventSamples.Account) RoundTrip(e);
        foreach (var e in EventSamples.Pool) RoundTrip(e);
    }

    [Fact]
    public void Money_IsWrittenAsText_SoThatNoReaderRoundsIt()
    {
        Assert.Contains("\"amount\":\"1000.5\"", Text(CommandSamples.Deposit), StringComparison.Ordinal);
        Assert.Contains("\"amount\":\"0.0000000000000001\"", Text(CommandSamples.Withdraw), StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => Decode<Deposit>(Text(CommandSamples.Deposit).Replace("\"1000.5\"", "1000.5", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"event":"somethingElse","at":"2026-01-01T00:00:00+00:00"}""")]
    [InlineData("""{"event":"fundContributed2","at":"2026-01-01T00:00:00+00:00"}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"at":"2026-01-01T00:00:00+00:00"}""")]
    public void Decode_UnknownOrMissingEvent_IsRefused(string text)
    {
        Assert.ThrowsAny<Exception>(() => Decode<MarketEvent>(text));
        Assert.ThrowsAny<Exception>(() => Decode<AccountEvent>(text));
        Assert.ThrowsAny<Exception>(() => Decode<PoolEvent>(text));
    }

    [Fact]
    public void EncodeForSigning_NamesTheType_SoThatNoSignatureFitsAnother()
    {
        var (deposit, contribute) = (new Withdraw(Header("x"), A("1")), new Deposit(Header("x"), default, A("1")));
        Assert.StartsWith("clearinghouse:Withdraw\n", Encoding.UTF8.GetString(CanonicalEncoding.EncodeForSigning(deposit)), StringComparison.Ordinal);
        Assert.NotEqual(CanonicalEncoding.Fingerprint(deposit), CanonicalEncoding.Fingerprint(contribute));
        var heads = CommandSamples.All.DistinctBy(command => command.GetType()).Select(command => Encoding.UTF8.GetString(CanonicalEncoding.EncodeForSigning(command)).Split('\n')[0]);
        Assert.Equal(38, heads.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Fingerprint_IsOfTheContent_WithoutTheSequence()
    {
        Assert.All(CommandSamples.All, command => Assert.Equal(CanonicalEncoding.Fingerprint(command), CanonicalEncoding.Fingerprint(command.Unsequenced())));
        Assert.Equal(CommandSamples.All.Count, CommandSamples.All.Select(CanonicalEncoding.Fingerprint).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CommandSamples.All, command => Assert.Equal(0, command.Unsequenced().Header.Sequence));
        Assert.Matches("^[0-9a-f]{32}$", CanonicalEncoding.Fingerprint(CommandSamples.Deposit));
    }

    private static void RoundTrips<T>(Gen<T> values) => values.Sample(RoundTrip);

    private static void RoundTrip<T>(T value)
    {
        var bytes = CanonicalEncoding.Encode(value);
        var decoded = CanonicalEncoding.Decode<T>(bytes);
        Assert.Equal(bytes, CanonicalEncoding.Encode(decoded));

        // Collections are equal by reference, so what holds one is compared by its encoding alone.
        if (!HoldsCollection(value)) Assert.Equal(value, decoded);
    }

    /// <summary>Whether a record, or one within it, has a collection that its equality goes by.</summary>
    private static bool HoldsCollection(object? value) => value switch
    {
        null or string => false,
        System.Collections.IEnumerable => true,
        _ when value.GetType() is { IsEnum: false, Namespace: { } home } type && home.StartsWith("Clearinghouse", StringComparison.Ordinal) && type.IsClass =>
            type.GetProperties().Where(property => property.CanWrite).Any(property => HoldsCollection(property.GetValue(value))),
        _ => false,
    };

    private static T Decode<T>(string text) => CanonicalEncoding.Decode<T>(Encoding.UTF8.GetBytes(text));

    private static string Text<T>(T value) => Encoding.UTF8.GetString(CanonicalEncoding.Encode(value));
}

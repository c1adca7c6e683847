using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>Commands and events of limits and venues, for the golden strings.</summary>
internal static class LimitSamples
{
    private static readonly VenueId Other = VenueId.Create("other");

    private static readonly ConfigureLimits Configure = new(Header("cl-1", 40), new LimitPolicy { Hourly = new(R("0.01"), A("100")), ProtocolOpenShare = R("0.5"), LooseningDelaySeconds = 3_600, CollateralCapPerDay = A("1000") });

    private static readonly ExpelVenue Expel = new(Header("ev-1", 41), Venue, Start.AddDays(1), "its keys were stolen");

    private static readonly ConsentToPort Consent = new(Header("pc-1", 42, "other"), Venue, Other);

    private static readonly PortVenue Port = new(Header("pv-1", 43), Venue, Other);

    internal static IReadOnlyList<ICommand> Commands { get; } = [Configure, Expel, Consent, Port];

    internal static IReadOnlyList<AccountEvent> Account { get; } =
    [
        new AccountPorted(Venue, Other, 9) { At = Start },
        new ExpulsionBegun(Venue, 9) { At = Start },
    ];

    internal static IReadOnlyList<PoolEvent> PoolEvents { get; } =
    [
        new LimitsConfigured(Configure) { At = Start },
        new LimitsConfigured(Configure, Start.AddHours(1)) { At = Start },
        new TermsTookEffect(PoolTermsKind.Limits, 3) { At = Start },
        new WithdrawalGranted(new WithdrawalRequest(Alice, Header("w-9").Sender, Header("w-9").Id, A("25")), A("75"), null) { At = Start },
        new VenueAdmitted(CommandSamples.Admit) { At = Start },
        new VenueExpelled(Expel) { At = Start },
        new PortConsented(Consent) { At = Start },
        new VenuePorted(Port) { At = Start },
    ];
}

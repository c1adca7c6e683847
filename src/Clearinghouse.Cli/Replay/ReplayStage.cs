namespace Clearinghouse.Cli.Replay;

/// <summary>Where a replay's time goes.</summary>
public enum ReplayStage
{
    /// <summary>Reading bars.</summary>
    ReadingBars,

    /// <summary>Starting the node, opening markets, depositing.</summary>
    SetUp,

    /// <summary>Reporting prices and accruing funding.</summary>
    Prices,

    /// <summary>Deciding and matching orders.</summary>
    Traders,

    /// <summary>Clearing trades: from the call to the durable answer.</summary>
    Clearing,

    /// <summary>Waiting until accounts confirmed their legs, so that the next decision does not depend on timing.</summary>
    Delivery,

    /// <summary>Statements at the end, and stopping the node.</summary>
    Closing,

    /// <summary>Verifying the database.</summary>
    Verification,
}

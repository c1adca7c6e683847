namespace Clearinghouse.Simulation.Nodes;

/// <summary>Deliberate mistakes of the nodes. The auditor must find each of them.</summary>
public enum Sabotage
{
    /// <summary>None.</summary>
    None,

    /// <summary>The market answers before its event is durable.</summary>
    AcknowledgeEarly,

    /// <summary>The account goes to work when it wakes up, without asking its markets what it missed.</summary>
    WakeWithoutAsking,

    /// <summary>The disk lets a second activation write where another wrote before.</summary>
    NoFence,

    /// <summary>The account pays out a withdrawal again when the command is repeated.</summary>
    RepeatWithdrawals,

    /// <summary>The account grants and sets nothing aside.</summary>
    GrantWithoutReserving,

    /// <summary>The account takes a message about one attempt at a trade for one about all.</summary>
    ReleaseEveryAttempt,

    /// <summary>The market takes grants of activations that were replaced.</summary>
    TrustOldActivations,

    /// <summary>The market answers what an account missed without proving that it is still the one that clears.</summary>
    AnswerUnproven,

    /// <summary>The account takes a market that did not answer in time for one that refused a close-out.</summary>
    TakeSilenceForRefusal,

    /// <summary>The account confirms transfers before they are durable.</summary>
    ConfirmUnbooked,

    /// <summary>The account asks the pool to cover a loss before its claim is durable.</summary>
    ClaimUnwritten,

    /// <summary>The pool spares a layer of the waterfall one unit, and takes it from the next.</summary>
    SpareALayer,

    /// <summary>The auctioned account does not look again, once a bidder has pledged, whether its portfolio is still the same.</summary>
    TakeBidsUnchecked,

    /// <summary>The auctioned account takes a bid again that is repeated.</summary>
    TakeBidsTwice,

    /// <summary>The auctioned account takes a bid without asking for the bidder's margin.</summary>
    AskNoPledge,

    /// <summary>The auctioned account writes a bid and its order one after the other.</summary>
    WriteBidsAlone,
}

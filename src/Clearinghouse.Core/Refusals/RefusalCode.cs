namespace Clearinghouse.Core.Refusals;

/// <summary>
/// Why something was refused. The numbers are permanent and banded by subject: 1000 request, 2000 authority, 3000 margin,
/// 4000 market, 5000 settlement, 6000 default management (6100 liquidation), 7000 funds, 9000 transient. Where several hold, one is given: what is wrong with the request by itself, then who sends it, then what
/// the market knows (contract, terms, price, band, limits), and what an account says comes last.
/// </summary>
public enum RefusalCode
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>A required field is missing or malformed; <see cref="Refusal.Subject"/> names it.</summary>
    RequestInvalid = 1001,

    /// <summary>The quantity is not positive.</summary>
    QuantityNotPositive = 1002,

    /// <summary>The quantity is no multiple of the lot; the limit is the nearest valid quantity.</summary>
    QuantityOffLot = 1003,

    /// <summary>The price is not positive (for an option: negative).</summary>
    PriceNotPositive = 1004,

    /// <summary>The price is no multiple of the tick; the limit is the nearest valid price.</summary>
    PriceOffTick = 1005,

    /// <summary>Buyer and seller are the same account.</summary>
    SelfTrade = 1006,

    /// <summary>The amount is not positive.</summary>
    AmountNotPositive = 1007,

    /// <summary>The batch holds more trades than the limit.</summary>
    BatchTooLarge = 1008,

    /// <summary>The command's sequence is older than what the receiver remembers, and its id is unknown: it can't be told from a repetition.</summary>
    SequenceTooOld = 1009,

    /// <summary>Terms of a contract that can't be listed; subject names the field.</summary>
    ContractTermsInvalid = 1010,

    /// <summary>Market parameters out of range; subject names the field.</summary>
    ParametersInvalid = 1011,

    /// <summary>The amount would overflow the ledger's range.</summary>
    AmountOutOfRange = 1012,

    /// <summary>The venue is no member of the pool.</summary>
    VenueNotMember = 2001,

    /// <summary>The account belongs to another pool than the market.</summary>
    WrongPool = 2002,

    /// <summary>The sender may not do this.</summary>
    SenderNotAllowed = 2003,

    /// <summary>The venue is suspended: only trades pass that reduce the positions of both sides; the subject is the venue.</summary>
    VenueSuspended = 2004,

    /// <summary>The venue was expelled: as one that is suspended, and it does not come back; limit is when its accounts begin to be closed.</summary>
    VenueExpelled = 2005,

    /// <summary>The venue brought more of the pool than the limit of concentration lets it: available is its share, limit the limit. Only trades pass that reduce the positions of both sides.</summary>
    ProtocolConcentration = 2006,

    /// <summary>Accounts are ported only from a venue that is suspended or expelled, and to one other; available is where they go already.</summary>
    VenueNotSuspended = 2007,

    /// <summary>The receiving venue did not consent; required names the venue whose accounts it would have to take.</summary>
    PortNotConsented = 2008,

    /// <summary>The positions of the account are being closed because its venue was expelled: it may only reduce them.</summary>
    AccountBeingClosed = 2009,

    /// <summary>The venue owes the default fund a top-up or an assessment that is past its deadline, and the pool's policy lets it bring no new risk until it has paid. Trades that reduce both positions pass.</summary>
    VenueOverdue = 2010,

    /// <summary>Equity after the trade would be below the initial margin requirement.</summary>
    InitialMarginShort = 3001,

    /// <summary>A trade that reduces the position would still leave the account worse off than before, and it is short of margin.</summary>
    ReductionWorsensAccount = 3002,

    /// <summary>The withdrawal exceeds what is free.</summary>
    FreeCollateralShort = 3003,

    /// <summary>The account does not exist: it never took a deposit.</summary>
    AccountUnknown = 3004,

    /// <summary>An isolated account holds one contract, and has one already.</summary>
    IsolatedContract = 3005,

    /// <summary>The pool does not take the asset as collateral.</summary>
    CollateralNotAccepted = 3006,

    /// <summary>The account holds less of the asset.</summary>
    CollateralShort = 3007,

    /// <summary>Initial margin would be left, but not what must stay behind so that the account can be closed at no cost to others; limit or required is that.</summary>
    TransferMarginShort = 3008,

    /// <summary>More than may leave the pool now: available is what may, limit what its period allows at most, not before when the same could pass.</summary>
    WithdrawalRateLimit = 3009,

    /// <summary>A default runs and nothing leaves the pool meanwhile.</summary>
    WithdrawalsHeld = 3010,

    /// <summary>The market was never opened.</summary>
    MarketUnknown = 4001,

    /// <summary>The contract is not listed in the market.</summary>
    ContractUnknown = 4002,

    /// <summary>The contract has expired.</summary>
    ContractExpired = 4003,

    /// <summary>A contract of that id is listed already, with other terms.</summary>
    ContractExistsWithDifferentTerms = 4004,

    /// <summary>No price is known yet.</summary>
    PriceUnknown = 4005,

    /// <summary>The newest price is too old for a trade that adds risk; required is the oldest time allowed, available the price's time.</summary>
    PriceStale = 4006,

    /// <summary>The price is too far from the mark; limit is the bound it crossed.</summary>
    PriceOutsideBand = 4007,

    /// <summary>The position would exceed the market's limit per account.</summary>
    PositionLimit = 4008,

    /// <summary>The contract's open interest would exceed its limit.</summary>
    OpenInterestLimit = 4009,

    /// <summary>The market is open already under another pool.</summary>
    MarketExistsWithDifferentPool = 4010,

    /// <summary>A price report older than one already taken.</summary>
    PriceReportOutOfOrder = 4011,

    /// <summary>The funding rate exceeds the cap.</summary>
    FundingRateOutsideCap = 4012,

    /// <summary>The market derives funding from the premium by its own policy; a commanded rate would come on top.</summary>
    FundingByPolicy = 4013,

    /// <summary>The volatilities reported would let money be made without risk.</summary>
    SurfaceArbitrage = 4014,

    /// <summary>The market's breaker lets only trades pass that leave neither position larger; the subject is the account whose position would grow, available its position, limit the breaker's.</summary>
    MarketReduceOnly = 4015,

    /// <summary>The market's breaker halted trading; available is what was observed, limit what it reached.</summary>
    MarketHalted = 4016,

    /// <summary>The market's parameters name no breaker.</summary>
    BreakerNotConfigured = 4017,

    /// <summary>The market's parameters do not follow forecasts.</summary>
    AdaptationNotConfigured = 4018,

    /// <summary>A number of the forecast is out of its range; limit is the range.</summary>
    ForecastOutOfRange = 4019,

    /// <summary>A forecast that is not newer than the one already taken, or too old to be taken; required is the time to pass.</summary>
    ForecastOutOfOrder = 4020,

    /// <summary>The contract has not reached its expiry.</summary>
    ContractNotExpired = 5001,

    /// <summary>The kind of contract has no such settlement.</summary>
    SettlementNotApplicable = 5002,

    /// <summary>The market's parameters have no rule by which it could be settled.</summary>
    SettlementNotConfigured = 5003,

    /// <summary>The market can be priced, or not for long enough can it not: required is when it may be settled, available the time, limit the time of silence.</summary>
    SettlementNotDue = 5004,

    /// <summary>A wind-down is announced too late: required is the earliest time it may have, available the time asked for, limit the notice.</summary>
    SettlementNoticeShort = 5005,

    /// <summary>A wind-down is announced already; limit is its time.</summary>
    SettlementAlreadyAnnounced = 5006,

    /// <summary>Nothing in the market is left to be settled; available is when it was.</summary>
    NothingToSettle = 5007,

    /// <summary>The rule of settlement can't be changed while it is about to be used: a wind-down is announced, or the last price is too old; available is its time.</summary>
    SettlementRuleFixed = 5008,

    /// <summary>The account is not being liquidated; available is its state.</summary>
    LiquidationNotRunning = 6101,

    /// <summary>The account still has time to reduce by itself, or the last step was just taken; required is when the next is due, available the time.</summary>
    LiquidationGraceRunning = 6102,

    /// <summary>The account is not in default; available is its state.</summary>
    AccountNotDefaulted = 6103,

    /// <summary>Positions of the defaulter are still open; available is how many.</summary>
    PositionsOpen = 6104,

    /// <summary>The defaulter still owes: its loss is not allocated yet; available is its equity.</summary>
    LossNotAllocated = 6105,

    /// <summary>The account's position is smaller than what is to be closed, or on the other side: it changed meanwhile; available is the position.</summary>
    NothingToClose = 6106,

    /// <summary>The mark is too old, or a breaker says that nobody is to be liquidated at it; the subject is the market.</summary>
    MarkUnreliable = 6107,

    /// <summary>The account is in default or closed: it takes no trades; available is its state.</summary>
    AccountInDefault = 6108,

    /// <summary>The backstop's positions would come to more than its maximum; required is what they would be.</summary>
    BackstopFull = 6109,

    /// <summary>Liquidations have taken all that they may of the market in its window; required is what the order closes there, available is what is left, and it passes again later.</summary>
    LiquidationWindowFull = 6110,

    /// <summary>No such auction is open; available is what is.</summary>
    AuctionNotOpen = 6120,

    /// <summary>The auction is paused: marks are not reliable; the subject is the market.</summary>
    AuctionPaused = 6121,

    /// <summary>The account is not registered as a liquidator of the pool.</summary>
    NotALiquidator = 6122,

    /// <summary>Less is offered than the bid asks for; available is what is offered, limit the reserve, beyond which it never goes.</summary>
    ConcessionTooSmall = 6123,

    /// <summary>The bid asks for a share out of range, or for less than a lot of every position; limit is the range.</summary>
    BidShareOutOfRange = 6124,

    /// <summary>The pool has as many liquidators as it takes.</summary>
    TooManyLiquidators = 6125,

    /// <summary>The pool deals with no defaults: it has no policy for them.</summary>
    DefaultsNotConfigured = 6201,

    /// <summary>The default is not known to the pool.</summary>
    DefaultUnknown = 6202,

    /// <summary>The default was told to the pool before, with another account or other amounts; available is what it knows.</summary>
    DefaultDiffers = 6203,

    /// <summary>More was paid than the assessment still asks for; limit is what is owed.</summary>
    AssessmentOverpaid = 7001,

    /// <summary>The stake is below the least, which required names, or too small for the value of a share.</summary>
    TrancheStakeTooSmall = 7002,

    /// <summary>The holder has fewer shares, those already asked back left out.</summary>
    TrancheSharesShort = 7003,

    /// <summary>Nobody holds the tranche, so nobody would own the premium.</summary>
    TrancheEmpty = 7004,

    /// <summary>The tranche holds less than the loss; available is what it holds.</summary>
    TrancheShort = 7005,

    /// <summary>The cooldown of a request to leave has not ended; required is when it does, available the time.</summary>
    TrancheCoolingDown = 7006,

    /// <summary>A default is running: its loss is not known yet, and nobody joins or leaves; the subject is the default.</summary>
    DefaultRunning = 7007,

    /// <summary>No such request, default or loss is known to the tranche; the subject names it.</summary>
    TrancheEntryUnknown = 7008,

    /// <summary>The pool has no insurance tranche of that name.</summary>
    TrancheUnknown = 7009,

    /// <summary>The tranche is held: it can't be left out, and its seniority can't change; limit is what it must stay.</summary>
    TrancheHeld = 7010,

    /// <summary>The tranche has as many underwriters, or the underwriter as many requests to leave, as it can have; limit is how many.</summary>
    TrancheFull = 7011,

    /// <summary>The pool does not size its default fund: it has no policy for it.</summary>
    FundNotConfigured = 7101,

    /// <summary>The live book can't be looked at: no shards watch the accounts.</summary>
    BookNotWatched = 7102,

    /// <summary>More accounts would be in groups of affiliates than can be; required is how many, limit the most.</summary>
    AffiliatesTooMany = 7103,

    /// <summary>A venue asks for more of its contribution than it has beyond what it must have by the last review; nothing is free while it owes assessments or before the first review.</summary>
    FundSurplusShort = 7104,

    /// <summary>A contribution can't be paid back yet: it was not asked for, its notice runs, or the book was not reviewed since.</summary>
    FundNoticeRunning = 7105,

    /// <summary>The outcome is unknown: the journal or a participant did not answer. Ask again with the same id.</summary>
    OutcomeUnknown = 9001,

    /// <summary>Too much is in flight. Ask again later.</summary>
    Overloaded = 9002,

    /// <summary>An account answered from an activation that was superseded. Ask again.</summary>
    ActivationSuperseded = 9003,

    /// <summary>Another bid is being carried out, or the portfolio changed meanwhile. Ask again with the same id.</summary>
    AuctionBusy = 9004,
}

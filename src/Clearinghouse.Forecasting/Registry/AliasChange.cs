namespace Clearinghouse.Forecasting.Registry;

/// <summary>One change of an alias. Changes are only ever added.</summary>
/// <param name="Alias">Which alias.</param>
/// <param name="Action">How.</param>
/// <param name="Model">The kind of model that it stands for since.</param>
/// <param name="Version">The version that it stands for since.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why, in the words of who changed it.</param>
public sealed record AliasChange(ModelAlias Alias, AliasAction Action, string Model, string Version, DateTimeOffset At, string Reason);

namespace Clearinghouse.Cli.Replay;

/// <summary>Whether a part of a replay takes place.</summary>
public enum ReplaySwitch
{
    /// <summary>It does.</summary>
    On,

    /// <summary>It does not.</summary>
    Off,
}

namespace Clearinghouse.Cli;

/// <summary>What the command's exit codes mean; docs/operations.md has the same list.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A bug.</summary>
    public const int Unexpected = 1;

    /// <summary>Wrong usage or input; nothing was changed.</summary>
    public const int BadInput = 2;

    /// <summary>Refused by the clearinghouse.</summary>
    public const int Refused = 3;

    /// <summary>Nothing of that name.</summary>
    public const int NotFound = 4;

    /// <summary>Locked, unreachable or full: trying again is safe.</summary>
    public const int Unavailable = 5;

    /// <summary>Verification failed.</summary>
    public const int VerificationFailed = 6;

    /// <summary>An evaluation gate failed.</summary>
    public const int GateFailed = 7;

    /// <summary>Interrupted; what was done is consistent.</summary>
    public const int Interrupted = 130;
}

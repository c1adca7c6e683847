using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing;

/// <summary>A command that a <see cref="CommandWindow"/> remembers.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Id">Its id.</param>
/// <param name="SenderSequence">The sender's counter.</param>
/// <param name="Fingerprint">First 16 bytes of the SHA-256 of its canonical encoding, in hexadecimal.</param>
/// <param name="Sequence">The journal's sequence of its event.</param>
public sealed record CommandRecord(PrincipalId Sender, CommandId Id, long SenderSequence, string Fingerprint, long Sequence);

using Clearinghouse.Core.Identifiers;
using Xunit;

namespace Clearinghouse.Core.Tests.Identifiers;

/// <summary>What holds for the identifiers that are one name, without '/': all but the journal's.</summary>
public abstract class PlainIdentifierContract<T> : IdentifierContract<T>
    where T : struct, IIdentifier<T>
{
    [Fact]
    public void Sixty_four_characters_are_the_most()
    {
        Assert.True(T.TryParse(new string('a', 64), null, out _));
        Assert.False(T.TryParse(new string('a', 65), null, out _));
    }

    [Fact]
    public void A_slash_is_refused() => Assert.False(T.TryParse("account/alice", null, out _));
}

using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Commands;

public sealed class CommandHeaderTests
{
    [Fact]
    public void Check_Complete_Passes() => Assert.Null(Header("x", 0).Check());

    [Fact]
    public void Check_Incomplete_NamesWhatIsMissing()
    {
        Expect.Refused((Header("x") with { Sender = default }).Check(), RefusalCode.RequestInvalid, "header.sender");
        Expect.Refused((Header("x") with { Id = default }).Check(), RefusalCode.RequestInvalid, "header.id");
        Expect.Refused(Header("x", -1).Check(), RefusalCode.RequestInvalid, "header.sequence");
    }
}

using System.Net;
using System.Net.Sockets;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>Ports of this machine's loopback address.</summary>
public static class LoopbackPort
{
    /// <summary>A TCP port that nobody listens on at the moment.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

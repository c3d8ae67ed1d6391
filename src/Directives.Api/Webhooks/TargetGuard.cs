using System.Net;
using System.Net.Sockets;

namespace Directives.Api.Webhooks;

/// <summary>
/// Keeps webhooks from reaching what only this server can reach. It looks at the address that is about to be connected to, not at
/// the name: a name may lead elsewhere by the time it is used.
/// </summary>
public sealed class TargetGuard(WebhookOptions options)
{
    /// <summary>What is not public among the IPv4 addresses (RFC 6890 and IANA's register): this network, private, carrier-grade NAT, loopback, link-local with the clouds' metadata, reserved, tests, multicast.</summary>
    static readonly IPNetwork[] Special =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of IPv6 only 2000::/3 is public at all; within it, these are not, or hide an IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"
        ]).Select(network => IPNetwork.Parse(network))
    ];

    static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isPublic = (plain.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Special.Any(network => network.Contains(plain));
        return isPublic || options.AllowedNetworks.Any(network => network.Contains(plain));
    }

    /// <summary>Whether the host of an address is itself an IP address that is not allowed. Of a name that is only known when it is used.</summary>
    public bool Forbids(Uri url) => IPAddress.TryParse(url.DnsSafeHost, out var address) && !Allows(address);

    /// <summary>Connects to the first allowed address of a host that answers.</summary>
    /// <exception cref="ForbiddenTargetException">It has none.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var target = context.DnsEndPoint;
        var addresses = (await Dns.GetHostAddressesAsync(target.Host, ct)).Where(Allows).ToArray();
        if (addresses is [])
            throw new ForbiddenTargetException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The address is not one that events may be sent to.</summary>
public sealed class ForbiddenTargetException() : IOException("The target has no address that events may be sent to.");

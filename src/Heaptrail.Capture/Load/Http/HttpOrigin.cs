using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Heaptrail.Capture.Load.Http;

/// <summary>A server that requests go to: scheme, host and port, with its addresses looked up once.</summary>
public sealed class HttpOrigin
{
    readonly ImmutableArray<IPAddress> addresses;
    int answering;   // which of the addresses answered last: localhost is often two of them, and a server listens on one

    HttpOrigin(Uri url, ImmutableArray<IPAddress> addresses) =>
        (IsSecure, Host, Port, this.addresses, Authority) = (url.Scheme == Uri.UriSchemeHttps, url.IdnHost, url.Port, addresses, url.Authority);

    /// <summary>Whether it speaks TLS.</summary>
    public bool IsSecure { get; }

    /// <summary>Host name or address.</summary>
    public string Host { get; }

    /// <summary>TCP port.</summary>
    public int Port { get; }

    /// <summary>What goes into the <c>Host</c> header.</summary>
    public string Authority { get; }

    /// <summary>Whether all of its addresses are this machine's own.</summary>
    public bool IsLoopback => addresses.All(IPAddress.IsLoopback);

    /// <summary>Looks an origin up.</summary>
    /// <param name="url">An absolute http or https address; its path does not matter.</param>
    /// <exception cref="CaptureException">The name is not known.</exception>
    public static HttpOrigin Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            string host = url.IdnHost.Trim('[', ']');
            return new HttpOrigin(url, IPAddress.TryParse(host, out IPAddress? address) ? [address] : [.. Dns.GetHostAddresses(host)]);
        }
        catch (SocketException e)
        {
            throw Trouble.Refused(url.AbsoluteUri, e.Message, e);
        }
    }

    /// <summary>Opens a connection. The caller disposes it.</summary>
    /// <param name="loop">What waits for it, where there is one; TLS has no use for it.</param>
    /// <param name="cancel">Ends the attempt.</param>
    internal async ValueTask<HttpConnection> ConnectAsync(EpollLoop? loop, CancellationToken cancel)
    {
        for (int attempt = 0; ; attempt++)
        {
            int which = (Volatile.Read(ref answering) + attempt) % addresses.Length;
            var address = new IPEndPoint(addresses[which], Port);
            try
            {
                HttpTransport transport = loop is not null && !IsSecure ? await EpollTransport.ConnectAsync(address, loop, cancel).ConfigureAwait(false) : await ConnectAsync(address, cancel).ConfigureAwait(false);
                Volatile.Write(ref answering, which);
                return new HttpConnection(transport);
            }
            catch (SocketException) when (attempt < addresses.Length - 1)
            {
                // Perhaps the other one.
            }
        }
    }

    async Task<HttpTransport> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel).ConfigureAwait(false);
            return new SocketTransport(socket, IsSecure ? await SecureAsync(socket, cancel).ConfigureAwait(false) : null);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task<SslStream> SecureAsync(Socket socket, CancellationToken cancel)
    {
        var secure = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions { TargetHost = Host.Trim('[', ']'), RemoteCertificateValidationCallback = IsTrusted };
        await secure.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
        return secure;
    }

    /// <summary>Programs under test on this machine have certificates that nobody has signed.</summary>
    bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None || IsLoopback;
}

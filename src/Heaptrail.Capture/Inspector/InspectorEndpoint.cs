using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

/// <summary>The HTTP side of an inspector: says what can be connected to.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">TCP port.</param>
public sealed record InspectorEndpoint(string Host, int Port)
{
    static readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    /// <summary>Creates the endpoint of a listening socket; one that listens on every address is reached through loopback.</summary>
    /// <param name="listener">Address and port of the listener.</param>
    public static InspectorEndpoint Of(IPEndPoint listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        IPAddress address = listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : listener.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : listener.Address;
        string host = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return new InspectorEndpoint(host, listener.Port);
    }

    /// <summary>Parses <c>host:port</c> or <c>:port</c>, which is on this machine.</summary>
    /// <param name="text">The address.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static bool TryParse(string? text, out InspectorEndpoint endpoint)
    {
        endpoint = null!;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
            return false;
        endpoint = new InspectorEndpoint(colon == 0 ? "127.0.0.1" : text[..colon], port);
        return Uri.CheckHostName(endpoint.Host.Trim('[', ']')) != UriHostNameType.Unknown;
    }

    /// <summary>Lists what can be connected to; for Node.js one entry.</summary>
    /// <param name="cancel">Ends the wait, which takes 3 seconds at most.</param>
    /// <exception cref="CaptureException">No inspector answers there.</exception>
    public async Task<ImmutableArray<InspectorPage>> ListAsync(CancellationToken cancel = default)
    {
        using JsonDocument list = await GetAsync("json/list", cancel).ConfigureAwait(false);
        var pages = ImmutableArray.CreateBuilder<InspectorPage>();
        if (list.RootElement.ValueKind == JsonValueKind.Array)
            foreach (JsonElement page in list.RootElement.EnumerateArray())
                if (Text(page, "webSocketDebuggerUrl") is { Length: > 0 } socket && Uri.TryCreate(socket, UriKind.Absolute, out Uri? url))
                    // Only the path is of use: the host is an echo of our Host header.
                    pages.Add(new InspectorPage(Text(page, "title"), Text(page, "url"), new Uri($"ws://{Host}:{Port}{url.AbsolutePath}")));
        return pages.Count > 0 ? pages.ToImmutable() : throw Trouble.NoInspector(ToString(), "the answer lists nothing to connect to");
    }

    /// <summary>The version as the inspector gives it, such as <c>node.js/v20.20.2</c>.</summary>
    /// <param name="cancel">Ends the wait, which takes 3 seconds at most.</param>
    /// <exception cref="CaptureException">No inspector answers there.</exception>
    public async Task<string> ReadVersionAsync(CancellationToken cancel = default)
    {
        using JsonDocument version = await GetAsync("json/version", cancel).ConfigureAwait(false);
        return Text(version.RootElement, "Browser");
    }

    /// <summary>The form <c>host:port</c>.</summary>
    public override string ToString() => $"{Host}:{Port}";

    async Task<JsonDocument> GetAsync(string path, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{Host}:{Port}/{path}"));
            request.Headers.Host = "localhost";   // Node.js refuses other names, as a guard against DNS rebinding
            using HttpResponseMessage response = await http.SendAsync(request, cancel).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw Trouble.NoInspector(ToString(), $"the answer has status {(int)response.StatusCode}");
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
        }
        catch (HttpRequestException e)
        {
            throw Trouble.NoInspector(ToString(), Trouble.OneLine(e.InnerException?.Message ?? e.Message), e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Trouble.NoInspector(ToString(), "no answer within 3 s", e);
        }
        catch (JsonException e)
        {
            throw Trouble.NoInspector(ToString(), "the answer is not JSON", e);
        }
    }

    static string Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}

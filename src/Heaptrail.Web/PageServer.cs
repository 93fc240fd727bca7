using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heaptrail.Web;

/// <summary>The server of the pages. It listens to this machine alone and asks nobody anything.</summary>
public sealed class PageServer : IAsyncDisposable
{
    const int TokenBytes = 24;

    readonly WebApplication app;
    readonly string token;

    PageServer(WebApplication app, string token) => (this.app, this.token) = (app, token);

    /// <summary>Where it listens, without the token.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The address to open. The token is behind the #: browsers never send that part.</summary>
    public string PageAddress => $"{Address}#token={token}";

    /// <summary>What the header <c>X-Heaptrail-Token</c> of every request for data must be.</summary>
    public string Token => token;

    /// <summary>Starts it.</summary>
    /// <param name="source">Answers the pages.</param>
    /// <param name="options">Where it listens and what it takes.</param>
    /// <param name="cancel">Stops the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PageServer> StartAsync(IPageSource source, PageServerOptions options, CancellationToken cancel)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = options.MostUploadBytes;
        });
        // Ctrl+C belongs to the command.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoLifetime>();
        WebApplication app = builder.Build();
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var server = new PageServer(app, token);
        var guard = new RequestGuard(Encoding.UTF8.GetBytes(token), () => server.Address.Port);
        app.Use((context, next) => guard.Check(context) is { } refusal
            ? PageEndpoints.RefuseAsync(context, refusal.Status, refusal.Reason)
            : next(context));
        PageEndpoints.Map(app, source);
        await app.StartAsync(cancel).ConfigureAwait(false);
        server.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return server;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Requests that still run are not waited for: nobody is there any more who wants the answer.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(limit.Token).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }

    sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Where the server listens and what it takes.</summary>
public readonly record struct PageServerOptions()
{
    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }
    /// <summary>Largest file that may be dropped onto the page, in bytes.</summary>
    public long MostUploadBytes { get; init; } = 8L << 30;
}

using System.Net.Http.Headers;
using Heaptrail.Cli;
using Heaptrail.Cli.Web;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;
using Xunit;
using static Heaptrail.Tests.Diagnosis.Trend.WatchSamples;

namespace Heaptrail.Tests.Views;

public sealed class LoopbackTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_figures_for_Prometheus_are_the_golden_file() =>
        Golden.Equal(new PrometheusText().Add(4121, Leaking()).Count("heaptrail_guard_crashes_total", "Processes that have crashed.", 2).ToString(), "views/metrics.txt");

    static WatchHistory Leaking()
    {
        var history = new WatchHistory();
        foreach (ProcessSample sample in Of(63, (i, sample) => sample with { Floors = [Floor(i, (24 * MiB) + (i * 200_000L))] }))
            history.Add(sample);
        return history;
    }

    [Fact]
    public async Task A_request_is_answered_and_one_for_another_host_is_refused()
    {
        await using var server = new LoopbackServer(0, request => Task.FromResult(new LoopbackAnswer(request.HasToken("secret") ? 200 : 401, $"{request.Method} {request.Path}")));
        using var http = new HttpClient();
        using var question = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{server.Port}/snapshot?x=1");
        Assert.Equal(401, (int)(await http.SendAsync(question, Cancel)).StatusCode);
        using var second = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{server.Port}/snapshot");
        second.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        Assert.Equal("POST /snapshot", await (await http.SendAsync(second, Cancel)).Content.ReadAsStringAsync(Cancel));
        using var rebound = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{server.Port}/");
        rebound.Headers.Host = "evil.example";
        Assert.Equal(400, (int)(await http.SendAsync(rebound, Cancel)).StatusCode);
        Assert.StartsWith($"port {server.Port} cannot be used", Assert.Throws<UsageException>(() => new LoopbackServer(server.Port, _ => throw new InvalidOperationException())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1:9464\r\n\r\n", true)]
    [InlineData("GET / HTTP/1.1\r\nhost: [::1]:9464\r\n\r\n", true)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", false)]
    [InlineData("GET / HTTP/1.1\r\n\r\nHost: localhost\r\n\r\n", false)]
    [InlineData("nonsense\r\n\r\n", false)]
    public void Only_names_of_this_machine_are_listened_to(string text, bool isOurs) => Assert.Equal(isOurs, LoopbackRequest.Parse(text) is not null);
}

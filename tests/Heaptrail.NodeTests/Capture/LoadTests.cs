using System.Net;
using System.Text;
using Heaptrail.Capture;
using Heaptrail.Capture.Load;
using Heaptrail.Capture.Processes;

namespace Heaptrail.NodeTests.Capture;

public sealed class LoadTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Recorder = """
        const seen = [];
        const sockets = new Set();
        require('http').createServer((request, response) => {
            if (request.url === '/seen') return response.end(JSON.stringify({ seen, sockets: sockets.size }));
            let body = '';
            request.on('data', part => body += part).on('end', () => {
                sockets.add(request.socket);
                seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''} ${body}`);
                response.statusCode = request.url === '/broken' ? 500 : request.url === '/missing' ? 404 : 200;
                response.end('x'.repeat(20000));
            });
        }).listen(0, '127.0.0.1');
        """;

    [Fact]
    public async Task Exactly_the_requests_asked_for_reach_the_server_and_numbers_go_on_over_rounds()
    {
        await using Launched app = Launched.Node(Recorder);
        string root = await RootAsync(app);
        var load = new HttpLoad(new HttpLoadOptions { Urls = [root + "item/{i}", root + "fixed"], Requests = 301, Connections = 4 });
        LoadRound first = await load.RunAsync(null, Cancel);
        LoadRound second = await load.RunAsync(null, Cancel);
        Assert.Equal((301, 0, null), (first.Requests, first.Failed, first.FirstFailure));
        Assert.Equal(301, second.Requests);
        Assert.True(first.Latency!.P50 <= first.Latency.P99 && first.Latency.P99 <= first.Latency.Max && first.Latency.Max <= first.Duration);
        (string[] seen, int sockets) = await SeenAsync(root);
        Assert.Equal(602, seen.Length);
        Assert.Equal(301, seen.Count(line => line.StartsWith("GET /fixed", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, 602).Where(i => i % 2 == 0).Select(i => $"GET /item/{i}  ").Order(StringComparer.Ordinal),
            seen.Where(line => line.Contains("item", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.InRange(sockets, 2, 8);   // kept open during a round, closed after it
    }

    [Fact]
    public async Task Method_headers_and_body_are_sent_and_only_server_errors_count_as_failed()
    {
        await using Launched app = Launched.Node(Recorder);
        string root = await RootAsync(app);
        LoadRound round = await new HttpLoad(new HttpLoadOptions
        {
            Urls = [root + "broken", root + "missing", root + "good"],
            Requests = 6,
            Connections = 2,
            Method = "post",
            Body = """{"n":{i}}""",
            Headers = [new("Content-Type", "application/test"), new("X-Other", "1")],
        }).RunAsync(null, Cancel);
        Assert.Equal((6, 2, "status 500"), (round.Requests, round.Failed, round.FirstFailure));
        (string[] seen, _) = await SeenAsync(root);
        Assert.Contains("POST /good application/test {\"n\":2}", seen);
    }

    [Fact]
    public async Task A_local_server_with_a_certificate_of_its_own_can_be_driven()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using Launched app = Launched.Start(["node", "app.js"],
            ("key.pem", key.ExportPkcs8PrivateKeyPem()), ("cert.pem", certificate.ExportCertificatePem()), ("app.js", """
                const read = name => require('fs').readFileSync(name);
                require('https').createServer({ key: read('key.pem'), cert: read('cert.pem') }, (request, response) => response.end('ok')).listen(0, '127.0.0.1');
                """));
        string url = (await RootAsync(app)).Replace("http:", "https:", StringComparison.Ordinal);
        LoadRound round = await new HttpLoad(new HttpLoadOptions { Urls = [url], Requests = 20 }).RunAsync(null, Cancel);
        Assert.Equal((20, 0, null), (round.Requests, round.Failed, round.FirstFailure));
    }

    [Fact]
    public async Task A_request_that_the_server_cuts_off_is_not_sent_again()
    {
        await using Launched app = Launched.Node("""
            let count = 0;
            require('http').createServer((request, response) => {
                if (request.url === '/count') return response.end(String(count));
                if (++count % 10 === 0) request.socket.destroy(); else response.end('ok');
            }).listen(0, '127.0.0.1');
            """);
        string root = await RootAsync(app);
        LoadRound round = await new HttpLoad(new HttpLoadOptions { Urls = [root], Requests = 100, Connections = 2 }).RunAsync(null, Cancel);
        using var http = new HttpClient();
        Assert.Equal("100", await http.GetStringAsync(new Uri(root + "count"), Cancel));
        Assert.Equal((100, 10, "the server closed the connection without an answer"), (round.Requests, round.Failed, round.FirstFailure));
    }

    [Fact]
    public async Task A_refused_address_is_reported_at_once()
    {
        string url = $"http://127.0.0.1:{FreePorts.Choose()}/";
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(
            () => new HttpLoad(new HttpLoadOptions { Urls = [url], Requests = 100_000 }).RunAsync(null, Cancel));
        Assert.Equal(CaptureFault.Refused, e.Fault);
        Assert.Equal($"{url} refused the connection: Connection refused; check the address and that the program listens there", e.Message);
    }

    [Fact]
    public async Task A_program_that_dies_under_load_is_reported()
    {
        await using Launched app = Launched.Node("""
            let count = 0;
            require('http').createServer((request, response) => { if (++count > 100) process.exit(1); response.end('ok'); }).listen(0, '127.0.0.1');
            """);
        string root = await RootAsync(app);
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(
            () => new HttpLoad(new HttpLoadOptions { Urls = [root], Requests = 100_000 }).RunAsync(null, Cancel));
        Assert.Matches($@"^{root} stopped answering after \d+ requests: Connection refused; check whether the program has crashed$", e.Message);
    }

    [Fact]
    public async Task A_load_can_be_cancelled_and_tells_its_progress()
    {
        await using Launched app = Launched.Node("require('http').createServer(() => {}).listen(0, '127.0.0.1');");
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        int reports = 0;
        var load = new HttpLoad(new HttpLoadOptions { Urls = [await RootAsync(app)] });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.RunAsync(new Counter(() => CancelAtSecond(ref reports, giveUp)), giveUp.Token));
        Assert.InRange(reports, 2, 20);

        static void CancelAtSecond(ref int reports, CancellationTokenSource giveUp)
        {
            if (++reports == 2) giveUp.Cancel();
        }
    }

    [Fact]
    public async Task A_command_is_run_once_per_round_and_its_request_count_is_read()
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var load = new CommandLoad("echo '1200 requests in 1.02s, 3 MB read'; echo note >&2", new CommandLoadOptions { Output = output, Error = error });
        LoadRound round = await load.RunAsync(null, Cancel);
        Assert.Equal(1200, round.Requests);
        Assert.Equal("1200 requests in 1.02s, 3 MB read\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal("note\n", Encoding.UTF8.GetString(error.ToArray()));
        Assert.Null((await new CommandLoad("true").RunAsync(null, Cancel)).Requests);
    }

    [Fact]
    public async Task A_command_that_fails_is_reported_with_its_code_and_last_line()
    {
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => new CommandLoad("echo no such host >&2; exit 7").RunAsync(null, Cancel));
        Assert.Equal(CaptureFault.LoadFailed, e.Fault);
        Assert.Matches("^load command \"echo no such host >&2; exit 7\" exited with code 7 after 0(\\.\\d)? s: no such host; run it by hand to see why$", e.Message);
    }

    [Fact]
    public async Task A_cancelled_command_leaves_no_process()
    {
        using var output = new MemoryStream();
        using var giveUp = new CancellationTokenSource(500);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new CommandLoad("sleep 60 & echo $!; wait", new CommandLoadOptions { Output = output }).RunAsync(null, giveUp.Token));
        int pid = int.Parse(Encoding.UTF8.GetString(output.ToArray()), System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(ProcessFacts.TryRead(pid, out ProcessFacts facts) && !facts.HasEnded);
    }

    [Fact]
    public async Task Idling_takes_its_time_and_counts_nothing()
    {
        LoadRound round = await new IdleLoad(TimeSpan.FromMilliseconds(300)).RunAsync(null, Cancel);
        Assert.InRange(round.Duration.TotalMilliseconds, 290, 3000);
        Assert.Null(round.Requests);
    }

    [Theory]
    [InlineData("12k requests in 10.02s, 1.5 MB read", 12_000)]                                  // autocannon
    [InlineData("  23456 requests in 10.00s, 3.00MB read\nRequests/sec:   2345.60", 23_456)]      // wrk
    [InlineData("Transactions:\t\t        1000 hits\nAvailability: 100.00 %", 1000)]              // siege 4.0
    [InlineData("{\t\"transactions\":\t\t\t        1000,\n\t\"availability\":\t 100.00,", 1000)]  // siege 4.1
    [InlineData("Complete requests:      500\nFailed requests:        0", 500)]                   // ab
    [InlineData("     http_reqs......................: 733     72.9/s", 733)]                      // k6
    [InlineData("    http_reqs......................: 733     72.9/s\n", 733)]
    [InlineData("Status code distribution:\n  [200] 180 responses\n  [500] 20 responses\n", 200)]  // oha
    [InlineData("done", null)]
    public void Request_counts_of_load_tools_are_read(string text, int? expected) => Assert.Equal(expected, RequestCount.Find(text));

    static async Task<string> RootAsync(Launched app) => (await app.PickAsync()).Url!.ToString();

    static async Task<(string[] Seen, int Sockets)> SeenAsync(string root)
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version11 };
        using var json = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri(root + "seen"), Cancel));
        return ([.. json.RootElement.GetProperty("seen").EnumerateArray().Select(line => line.GetString()!)], json.RootElement.GetProperty("sockets").GetInt32());
    }

    sealed class Counter(Action action) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => action();
    }
}

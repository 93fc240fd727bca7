using System.Net.Sockets;
using Heaptrail.Capture;
using Heaptrail.Capture.Load;
using Heaptrail.Capture.Load.Http;
using Xunit;

namespace Heaptrail.Tests.Capture.Load;

public sealed class HttpDriverTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello")]
    public async Task Answers_are_read_to_their_last_byte_however_they_are_cut(string answer)
    {
        using var server = new AnswerServer((socket, request, _) =>
            AnswerServer.SendAsync(socket, request % 2 == 0 ? [answer] : [answer[..9], answer[9..^7], answer[^7..]]));
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 2, Requests = 10, Expected = new() { BodyText = "hello" } });
        Assert.Equal((10, 0, 2, 10), (result.Succeeded, result.Failed, result.Connections, result.Statuses[200]));
        Assert.Equal(10 * answer.Length, result.BytesReceived);
    }

    [Fact]
    public async Task An_answer_without_a_length_ends_with_the_connection()
    {
        using var server = new AnswerServer(async (socket, _, _) =>
        {
            await AnswerServer.SendAsync(socket, "HTTP/1.1 200 OK\r\n\r\nhel", "lo");
            return false;
        });
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 3, Expected = new() { BodyText = "hello" } });
        Assert.Equal((3, 0, 3), (result.Succeeded, result.Failed, result.Connections));
    }

    [Fact]
    public async Task A_connection_that_the_server_closes_between_requests_is_opened_anew()
    {
        using var server = new AnswerServer(async (socket, request, _) => await AnswerServer.OkAsync(socket) && request < 3);
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 4, Requests = 200 });
        Assert.Equal((200, 0), (result.Succeeded, result.Failed));
        Assert.Equal(200, server.Seen.Count);
    }

    // As a server whose keep-alive time has run out while it was busy: the request lies unread when it closes.
    static async Task<bool> CloseUnreadAsync(Socket socket, int request, string head)
    {
        await AnswerServer.OkAsync(socket);
        if (request < 3)
            return true;
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);   // ends when there is something to read
        while (socket.Available == 0)
            await Task.Delay(1);
        socket.LingerState = new LingerOption(true, 0);
        return false;
    }

    [Fact]
    public async Task A_request_that_the_server_never_read_is_sent_again()
    {
        using var server = new AnswerServer(CloseUnreadAsync);
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 2, Requests = 100 });
        Assert.Equal((100, 0, 100), (result.Succeeded, result.Failed, server.Seen.Count));
        Assert.InRange(result.Retried, 30, 34);
    }

    [Fact]
    public async Task What_must_not_happen_twice_is_not_sent_again()
    {
        using var server = new AnswerServer(CloseUnreadAsync);
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 20 }, new UrlRequest(server.Url, "POST", [], "x"));
        Assert.Equal((0, 5), (result.Retried, result.Failed));
    }

    [Fact]
    public async Task A_request_that_was_read_and_dropped_has_failed()
    {
        using var server = new AnswerServer((socket, request, _) => request == 3 ? Task.FromResult(false) : AnswerServer.OkAsync(socket));
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 9 });
        Assert.Equal((6, 3, 0, 9), (result.Succeeded, result.Failed, result.Retried, server.Seen.Count));
        Assert.Equal(3, result.Failures["the server closed the connection without an answer"]);
    }

    [Fact]
    public async Task A_stall_counts_for_all_requests_that_were_due_meanwhile()
    {
        int count = 0;
        using var server = new AnswerServer(async (socket, _, _) =>
        {
            if (Interlocked.Increment(ref count) == 20)
                await Task.Delay(500);
            return await AnswerServer.OkAsync(socket);
        });
        // 100 requests in a second; about 50 are due while one takes half a second, and wait 250 ms on average.
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 100 }, rate: 100);
        Assert.InRange(result.Duration.TotalSeconds, 0.98, 3);
        Assert.InRange(result.Latency.Percentile(0.75).TotalMilliseconds, 100, 2000);
        Assert.InRange(result.Latency.Mean.TotalMilliseconds, 80, 2000);
        Assert.True(result.ServiceTime.Percentile(0.75) < result.Latency.Percentile(0.75) / 3);
        Assert.Equal(0, result.Unsent);
    }

    [Fact]
    public async Task What_was_due_and_could_not_be_sent_is_told()
    {
        using var server = new AnswerServer(async (socket, _, _) =>
        {
            await Task.Delay(50);
            return await AnswerServer.OkAsync(socket);
        });
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Duration = TimeSpan.FromSeconds(1) }, rate: 100);
        Assert.InRange(result.Succeeded, 3, 21);
        Assert.InRange(result.Unsent + result.Requests, 98, 101);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_fails_and_the_next_has_a_new_connection()
    {
        using var server = new AnswerServer((socket, _, head) => head.StartsWith("GET /0 ", StringComparison.Ordinal) ? Task.FromResult(true) : AnswerServer.OkAsync(socket));
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 4, RequestLimit = TimeSpan.FromMilliseconds(300) }, UrlRequest.Get(server.Url + "{i}"));
        Assert.Equal((3, 1, 1, 2), (result.Succeeded, result.Failed, result.TimedOut, result.Connections));
        Assert.Equal(["no answer within 0.3 s"], result.Failures.Keys);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "the answer is not HTTP/1.1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "the answer has a Content-Length that is no number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "a chunk of the answer has a size that is no number")]
    public async Task Nonsense_is_a_failure(string answer, string reason)
    {
        using var server = new AnswerServer((socket, _, _) => AnswerServer.SendAsync(socket, answer));
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 1, Requests = 2 });
        Assert.Equal((2, reason), (result.Failed, Assert.Single(result.Failures).Key));
    }

    [Fact]
    public async Task Seconds_are_counted_and_what_is_under_way_at_the_end_does_not_count()
    {
        using var server = new AnswerServer(async (socket, _, head) =>
        {
            await Task.Delay(head.StartsWith("GET /0 ", StringComparison.Ordinal) ? 60_000 : 10);
            return await AnswerServer.OkAsync(socket);
        });
        HttpDriveResult result = await DriveAsync(server, new() { Connections = 3, Duration = TimeSpan.FromSeconds(1.2) }, UrlRequest.Get(server.Url + "{i}"));
        Assert.Equal((0, 0), (result.Failed, result.TimedOut));
        Assert.InRange(Assert.Single(result.Seconds).Requests, 10, result.Requests);
        Assert.InRange(result.Duration.TotalSeconds, 1.2, 5);
    }

    [Fact]
    public async Task A_load_that_is_cancelled_returns_what_it_has()
    {
        using var server = new AnswerServer((socket, _, _) => AnswerServer.OkAsync(socket));
        using var stop = new CancellationTokenSource(300);
        HttpDriveResult result = await new HttpDriver(new UrlRequests([UrlRequest.Get(server.Url)], 50, false), new()).RunAsync(null, stop.Token);
        Assert.InRange(result.Succeeded, 1, 40);
    }

    [Fact]
    public async Task Nobody_there_is_told_at_once()
    {
        string url;
        using (var server = new AnswerServer((_, _, _) => Task.FromResult(false)))
            url = server.Url;
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => new HttpDriver(new UrlRequests([UrlRequest.Get(url)], null, false), new()).RunAsync(null, Cancel));
        Assert.StartsWith($"{url} refused the connection: Connection refused", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200", 200, true)]
    [InlineData("2xx,404", 404, true)]
    [InlineData("2xx,404", 500, false)]
    [InlineData("200-204", 205, false)]
    public void Statuses_are_judged_by_the_list(string list, int status, bool isRight)
    {
        Assert.True(Expectation.TryParse(list, out Expectation expected));
        Assert.Equal(isRight ? null : $"status {status}", expected.Judge(status, null, default));
    }

    [Fact]
    public void A_status_can_be_compared_with_the_recorded_one()
    {
        Assert.True(Expectation.TryParse("same", out Expectation expected));
        Assert.Equal((null, "status 200 instead of 404", null), (expected.Judge(404, 404, default), expected.Judge(200, 404, default), expected.Judge(200, null, default)));
        Assert.All((string[])["", "20", "6xx", "300-200", "ok", "200,"], text => Assert.False(Expectation.TryParse(text, out _), text));
    }

    static Task<HttpDriveResult> DriveAsync(AnswerServer server, HttpDriveOptions options, UrlRequest? request = null, double? rate = null) =>
        new HttpDriver(new UrlRequests([request ?? UrlRequest.Get(server.Url)], rate, false), options).RunAsync(null, Cancel);
}

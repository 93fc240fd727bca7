using Heaptrail.Capture.Load.Http;
using Heaptrail.Capture.Load.Replay;
using Xunit;

namespace Heaptrail.Tests.Capture.Load;

public sealed class AccessLogTests
{
    [Fact]
    public void A_common_log_gives_method_path_time_and_status()
    {
        RecordedLog log = AccessLog.Read("""
            127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif?a=1 HTTP/1.0" 200 2326
            ::1 - - [10/Oct/2000:13:55:38 -0700] "POST /form HTTP/1.1" 302 -
            """);
        Assert.Equal(("combined", 0, TimeSpan.FromSeconds(2)), (log.Format, log.Skipped, log.Length));
        Assert.Equal([("GET", "/apache_pb.gif?a=1", 200), ("POST", "/form", 302)], log.Requests.Select(one => (one.Method, one.Target, one.Status!.Value)));
        Assert.Equal(new DateTimeOffset(2000, 10, 10, 20, 55, 36, TimeSpan.Zero), log.Requests[0].At);
    }

    [Fact]
    public void A_combined_log_gives_the_browser_and_the_page_with_escapes_of_both_servers()
    {
        RecordedLog log = AccessLog.Read("""
            example.org:443 10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "http://a/?q=\"b\"" "Mozilla/5.0 \x22x\x22"
            10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET /b HTTP/1.1" 200 5 "-" "-" 0.003
            """);
        Assert.Equal([new("Referer", "http://a/?q=\"b\""), new("User-Agent", "Mozilla/5.0 \"x\"")], log.Requests[0].Headers);
        Assert.Empty(log.Requests[1].Headers);
    }

    [Fact]
    public void Requests_of_the_same_second_are_spread_over_it()
    {
        string line = "h - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n";
        Assert.Equal([0, 250, 500, 750], AccessLog.Read(line + line + line + line).Requests.Select(one => one.At.Millisecond));
    }

    [Fact]
    public void Lines_that_are_no_requests_are_counted()
    {
        RecordedLog log = AccessLog.Read("""
            h - - [10/Oct/2000:13:55:36 +0000] "-" 400 0
            h - - [10/Oct/2000:13:55:36 +0000] "\x16\x03\x01" 400 0
            nonsense
            h - - [10/Oct/2000:13:55:37 +0000] "GET /ok HTTP/1.1" 200 5
            """);
        Assert.Equal((3, "/ok"), (log.Skipped, Assert.Single(log.Requests).Target));
    }

    [Theory]
    [InlineData("""{"level":30,"time":1531171074631,"req":{"method":"POST","url":"/a","headers":{"x-a":"1","host":"h"}},"res":{"statusCode":201},"responseTime":3}""", "POST", 1531171074.631)]   // pino-http
    [InlineData("""{"msec":"1531171074.631","request_method":"PUT","request_uri":"/a","status":"201","x":{"headers":{}}}""", "PUT", 1531171074.631)]   // nginx
    [InlineData("""{"ts":1531171074.631,"request":{"method":"GET","uri":"/a","headers":{"X-A":["1"]}},"status":201}""", "GET", 1531171074.631)]   // Caddy
    [InlineData("""{"StartUTC":"2018-07-09T21:17:54.631Z","RequestMethod":"GET","RequestPath":"/a","DownstreamStatus":201}""", "GET", 1531171074.631)]   // Traefik
    [InlineData("""{"timestamp":"2018-07-09T23:17:54+02:00","path":"/a","status":201}""", "GET", 1531171074)]
    public void JSON_lines_of_common_loggers_are_understood(string line, string method, double seconds)
    {
        RecordedRequest request = Assert.Single(AccessLog.Read(line + "\n{\"msg\":\"started\"}\n").Requests);
        Assert.Equal((method, "/a", 201), (request.Method, request.Target, request.Status));
        Assert.Equal(seconds, (request.At - DateTimeOffset.UnixEpoch).TotalSeconds, 0.0005);
        Assert.DoesNotContain(request.Headers, header => header.Key.Equals("host", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void An_archive_of_a_browser_is_read_with_headers_and_bodies_in_order_of_time()
    {
        RecordedLog log = AccessLog.Read("""
            {"log":{"version":"1.2","entries":[
             {"startedDateTime":"2026-01-01T00:00:01.500Z","request":{"method":"POST","url":"https://shop.example/cart?x=1","headers":[{"name":":method","value":"POST"},{"name":"Cookie","value":"a=1"},{"name":"Content-Length","value":"3"}],"postData":{"text":"a=2"}},"response":{"status":200}},
             {"startedDateTime":"2026-01-01T00:00:01.000Z","request":{"method":"GET","url":"https://shop.example/","headers":[]},"response":{"status":0}},
             {"startedDateTime":"2026-01-01T00:00:02.000Z","request":{"method":"GET","url":"data:text/plain,x","headers":[]}}
            ]}}
            """);
        Assert.Equal(("HAR", 1), (log.Format, log.Skipped));
        Assert.Equal([("GET", "/", null, null), ("POST", "/cart?x=1", "a=2", 200)], log.Requests.Select(one => (one.Method, one.Target, one.Body, one.Status)));
        Assert.Equal([new("Cookie", "a=1")], log.Requests[1].Headers);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a\nb\n", "none of its 2 lines is a request")]
    [InlineData("{\"log\":{\"entries\":[]}}", "the archive has no HTTP requests")]
    [InlineData("{\"log\":{\"entries\":3}}", "none of its 1 lines is a request")]
    public void A_file_without_requests_says_what_it_lacks(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => AccessLog.Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 2.0)]
    [InlineData(4, 0.5)]
    public void A_replay_keeps_the_pace_or_scales_it(double speed, double seconds)
    {
        RecordedLog log = AccessLog.Read("h - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5\nh - - [10/Oct/2000:13:55:38 +0000] \"GET /b HTTP/1.1\" 404 5\n");
        var replay = new ReplayRequests(log, new Uri("http://127.0.0.1:3000/ignored"), speed, []);
        Assert.Equal((2, TimeSpan.Zero, TimeSpan.FromSeconds(seconds)), (replay.Count, replay.DueTime(0), replay.DueTime(1)));
        Assert.Equal(("http://127.0.0.1:3000/b", 404), (replay.UrlOf(1), replay.Make(1, new()).RecordedStatus));
        Assert.Null(new ReplayRequests(log, new Uri("http://127.0.0.1:3000/"), double.PositiveInfinity, []).DueTime(1));
    }

    [Fact]
    public void A_list_of_addresses_is_read_as_siege_writes_it()
    {
        UrlRequest[] found = [.. UrlList.Parse("# shop\n\nhttp://127.0.0.1:1/a\n/b?x=1\n/c POST n=1&m=2 3\n", new Uri("http://127.0.0.1:2/x"), [])];
        Assert.Equal([("http://127.0.0.1:1/a", "GET", null), ("http://127.0.0.1:2/b?x=1", "GET", null), ("http://127.0.0.1:2/c", "POST", "n=1&m=2 3")], found.Select(one => (one.Url, one.Method, one.Body)));
        Assert.StartsWith("line 2: 'ftp://x' is no request", Assert.Throws<InvalidDataException>(() => UrlList.Parse("/a\nftp://x\n", new Uri("http://127.0.0.1:2/"), [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("line 1", Assert.Throws<InvalidDataException>(() => UrlList.Parse("/a", null, [])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => UrlList.Parse("# only\n", null, []));
    }
}

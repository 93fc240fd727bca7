using System.Buffers;
using System.Text;
using Heaptrail.Capture.Load.Http;
using Xunit;

namespace Heaptrail.Tests.Capture.Load;

public sealed class RequestTextTests
{
    [Fact]
    public void A_request_has_the_headers_that_a_server_needs()
    {
        var text = new RequestText("POST", "127.0.0.1:3000", "/orders?x=1", [new("X-Own", "a")], """{"n":1}""");
        Assert.Equal("POST /orders?x=1 HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nUser-Agent: heaptrail\r\nAccept: */*\r\nContent-Type: application/json\r\nX-Own: a\r\nContent-Length: 7\r\n\r\n{\"n\":1}", Text(text, 5));
    }

    [Fact]
    public void The_users_headers_win()
    {
        var text = new RequestText("GET", "a", "/", [new("host", "b"), new("ACCEPT", "text/html")], null);
        Assert.Equal("GET / HTTP/1.1\r\nUser-Agent: heaptrail\r\nhost: b\r\nACCEPT: text/html\r\n\r\n", Text(text, 0));
    }

    [Fact]
    public void Places_are_filled_in_and_the_length_follows()
    {
        var text = new RequestText("PUT", "a", "/item/{i}", [new("X-Id", "{i}")], "number {i}");
        Assert.Contains("PUT /item/1234 HTTP/1.1\r\n", Text(text, 1234), StringComparison.Ordinal);
        Assert.EndsWith("X-Id: 1234\r\nContent-Length: 11\r\n\r\nnumber 1234", Text(text, 1234), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_places_differ_from_request_to_request_and_repeat_in_the_next_run()
    {
        var template = new TextTemplate("{uuid} {5..9} {5..9}");
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => template.Text(i))];
        Assert.Equal(500, texts.Select(text => text[..36]).Distinct().Count());
        Assert.All(texts, text => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} [5-9] [5-9]$", text));
        Assert.Equal("56789", string.Concat(texts.Select(text => text[^1]).Distinct().Order()));
        Assert.Contains(texts, text => text[^1] != text[^3]);
        Assert.Equal(texts, Enumerable.Range(0, 500).Select(i => new TextTemplate("{uuid} {5..9} {5..9}").Text(i)));
    }

    [Theory]
    [InlineData("{x} {} {1..}")]
    [InlineData("{\"i\":{}}")]
    public void Other_braces_stay_as_they_are(string text) => Assert.Equal(text, new TextTemplate(text).Text(3));

    [Fact]
    public void Braces_of_an_address_are_places_too()
    {
        var requests = new UrlRequests([UrlRequest.Get("http://127.0.0.1:1/a b/{i}?r={1..1}")], null, false, first: 40);
        Assert.Equal("http://127.0.0.1:1/a%20b/42?r=1", requests.UrlOf(2));
        Assert.StartsWith("GET /a%20b/42?r=1 HTTP/1.1\r\n", Encoding.ASCII.GetString(requests.Make(2, new ArrayBufferWriter<byte>()).Bytes.Span), StringComparison.Ordinal);
    }

    static string Text(RequestText text, long number) => Encoding.UTF8.GetString(text.Bytes(number, new ArrayBufferWriter<byte>()).Span);
}

using System.Net;
using System.Text;
using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Web;
using Xunit;

namespace Heaptrail.Tests.Pages;

/// <summary>Who may ask the server, and what it answers to who may not.</summary>
public sealed class PageServerTests : IAsyncLifetime
{
    const int MostUploadBytes = 64 << 10;

    readonly UploadFolder uploads = new();
    readonly HttpClient client = new();
    StubPageSource source = null!;
    PageServer server = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        source = new(uploads);
        server = await PageServer.StartAsync(source, new() { MostUploadBytes = MostUploadBytes }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        uploads.Dispose();
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_only()
    {
        Assert.Equal("127.0.0.1", server.Address.Host);
        using HttpResponseMessage page = await client.GetAsync(server.Address, Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Data_needs_the_token_and_the_page_itself_does_not_contain_it()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Request("api/session", token: null)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Request("api/session", token: new string('0', server.Token.Length))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Request("api/session", token: server.Token + "0")));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(Request("api/session")));
        foreach (string file in new[] { "", "page.js", "page.css" })
            Assert.DoesNotContain(server.Token, await client.GetStringAsync(new Uri(server.Address, file), Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost.evil.example")]
    public async Task Another_host_name_is_refused_even_with_the_token(string host)
    {
        using HttpRequestMessage request = Request("api/session");
        request.Headers.Host = host;
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusOf(request));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_origin_is_refused_even_with_the_token(string header, string value)
    {
        using HttpRequestMessage request = Request("api/session");
        request.Headers.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOf(request));
    }

    [Fact]
    public async Task Every_answer_allows_its_own_script_and_style_and_nothing_else()
    {
        foreach (string path in new[] { "", "page.js", "api/session", "nowhere" })
        {
            using HttpResponseMessage answer = await client.SendAsync(Request(path), Cancel);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        }
    }

    [Theory]
    [InlineData("api/objects", HttpStatusCode.BadRequest, "lacks class")]
    [InlineData("api/objects?class=Nothing", HttpStatusCode.UnprocessableEntity, "no objects of this class")]
    [InlineData("api/retainers?id=abc", HttpStatusCode.BadRequest, "must be a number")]
    [InlineData("api/query?q=x", HttpStatusCode.InternalServerError, "bug")]
    [InlineData("..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound, "no such page")]
    [InlineData("api/../../etc/passwd", HttpStatusCode.NotFound, "no such page")]
    public async Task What_cannot_be_answered_is_refused_with_a_sentence(string path, HttpStatusCode status, string words)
    {
        using HttpResponseMessage answer = await client.SendAsync(Request(path), Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_kept_in_a_folder_of_its_own_whatever_its_name_says()
    {
        Assert.Equal(HttpStatusCode.OK, await UploadAsync("../../../tmp/..\\evil<b>\u202e.heapsnapshot", 100));
        string folder = Path.GetDirectoryName(source.LastUpload!)!;
        Assert.StartsWith("heaptrail-pages-", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.Equal("evilb.heapsnapshot", Path.GetFileName(source.LastUpload));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync("evilb.heapsnapshot", 50));
        Assert.Equal("2-evilb.heapsnapshot", Path.GetFileName(source.LastUpload));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await UploadAsync("run.sh", 10));
    }

    [Fact]
    public async Task An_upload_that_is_too_large_is_refused_and_leaves_nothing_behind()
    {
        Assert.Equal(HttpStatusCode.OK, await UploadAsync("small.heapsnapshot", 10));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync("large.heapsnapshot", MostUploadBytes + 1));
        Assert.Equal(["small.heapsnapshot"], Directory.GetFiles(Path.GetDirectoryName(source.LastUpload!)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Two_hundred_clients_at_once_are_all_answered()
    {
        HttpStatusCode[] all = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => StatusOf(Request(i % 2 == 0 ? "api/summary?limit=20" : "api/report"))));
        Assert.All(all, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Names_of_a_heap_come_as_they_are_and_never_as_a_page()
    {
        using HttpResponseMessage answer = await client.SendAsync(Request("api/session"), Cancel);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("heap <1>.heapsnapshot", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    HttpRequestMessage Request(string path) => Request(path, server.Token);

    HttpRequestMessage Request(string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Address}{path}");
        if (token is not null)
            request.Headers.Add("X-Heaptrail-Token", token);
        return request;
    }

    async Task<HttpStatusCode> StatusOf(HttpRequestMessage request)
    {
        using HttpRequestMessage sent = request;
        using HttpResponseMessage answer = await client.SendAsync(sent, Cancel);
        return answer.StatusCode;
    }

    Task<HttpStatusCode> UploadAsync(string name, int bytes)
    {
        HttpRequestMessage request = Request($"api/captures?name={Uri.EscapeDataString(name)}");
        request.Method = HttpMethod.Post;
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', bytes)));
        return StatusOf(request);
    }
}

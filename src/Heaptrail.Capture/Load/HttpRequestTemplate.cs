using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Heaptrail.Capture.Load;

/// <summary>Makes the requests of a load.</summary>
sealed class HttpRequestTemplate
{
    const string Number = "{i}";
    readonly HttpLoadOptions options;
    readonly HttpMethod method;
    readonly Uri?[] fixedUrls;

    internal HttpRequestTemplate(HttpLoadOptions options)
    {
        if (options.Urls.IsDefaultOrEmpty)
            throw new ArgumentException("a load needs at least one URL", nameof(options));
        this.options = options;
        method = new HttpMethod(options.Method.ToUpperInvariant());
        fixedUrls = [.. options.Urls.Select(url => Parse(url.Replace(Number, "0", StringComparison.Ordinal)))
            .Zip(options.Urls, (parsed, url) => url.Contains(Number, StringComparison.Ordinal) ? null : parsed)];
    }

    /// <summary>The address of a request, with its number filled in.</summary>
    internal string UrlOf(long number) => Fill(options.Urls[(int)(number % options.Urls.Length)], number);

    internal HttpRequestMessage Create(long number)
    {
        Uri url = fixedUrls[(int)(number % fixedUrls.Length)] ?? Parse(UrlOf(number));
        var request = new HttpRequestMessage(method, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (options.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(body, number)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(body.AsSpan().TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain");
        }
        foreach ((string name, string value) in options.Headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, Fill(value, number)))
                continue;
            request.Content?.Headers.Remove(name);   // such as Content-Type: the user's own wins
            request.Content?.Headers.TryAddWithoutValidation(name, Fill(value, number));
        }
        return request;
    }

    static string Fill(string text, long number) =>
        text.Contains(Number, StringComparison.Ordinal) ? text.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : text;

    static Uri Parse(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https"
        ? parsed
        : throw new ArgumentException($"\"{url}\" is not an address such as http://127.0.0.1:3000/");
}

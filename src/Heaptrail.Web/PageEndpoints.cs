using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Heaptrail.Web;

/// <summary>Which address gives which view.</summary>
static class PageEndpoints
{
    const string Page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"/icon.svg\">\n<title>Heaptrail</title>\n<link rel=\"stylesheet\" href=\"/page.css\">\n"
        + "<script src=\"/page.js\" defer></script>\n</head>\n<body>\n<div id=\"app\"><noscript>This page needs JavaScript.</noscript></div>\n</body>\n</html>\n";
    const string Icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"#b3541e\" d=\"M8 1.5c2.6 3.3 4.2 5.6 4.2 8A4.2 4.2 0 0 1 8 14a4.2 4.2 0 0 1-4.2-4.5c0-2.4 1.6-4.7 4.2-8z\"/></svg>\n";
    const int DefaultDepth = 1;
    const int DeepestTree = 40;

    // Relaxed: the answers are JSON and nothing else, which the headers say.
    static readonly JsonWriterOptions layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(WebApplication app, IPageSource source)
    {
        Text(app, "/", "text/html; charset=utf-8", Page);
        Text(app, "/icon.svg", "image/svg+xml", Icon);
        Text(app, "/page.js", "text/javascript; charset=utf-8", PageBundle.Script);
        Text(app, "/page.css", "text/css; charset=utf-8", PageBundle.Style);
        View(app, "session", _ => Task.FromResult(source.Session()));
        View(app, "sources", c => source.SourcesAsync(c.RequestAborted));
        View(app, "summary", c => Soon(() => source.Summary(QueryOf(c), c.RequestAborted)));
        View(app, "diff", c => source.DiffAsync(QueryOf(c), c.RequestAborted));
        View(app, "objects", c => Soon(() => source.Objects(QueryOf(c), TextOf(c, "class"), c.RequestAborted)));
        View(app, "holders", c => Soon(() => source.Holders(QueryOf(c), TextOf(c, "class"), c.RequestAborted)));
        View(app, "dominators", c => Soon(() => source.Dominators(QueryOf(c), NumberOf(c, "id"), DepthOf(c), c.RequestAborted)));
        View(app, "retainers", c => Soon(() => source.Retainers(QueryOf(c), IdOf(c), DepthOf(c), c.RequestAborted)));
        View(app, "inspect", c => Soon(() => source.Inspect(QueryOf(c), IdOf(c), c.RequestAborted)));
        View(app, "cut", c => Soon(() => source.Cut(QueryOf(c), NumberOf(c, "from") ?? throw Missing("from"), TextOf(c, "name"), c.Request.Query.ContainsKey("index"), c.RequestAborted)));
        View(app, "strings", c => Soon(() => source.Strings(QueryOf(c), c.RequestAborted)));
        View(app, "query", c => Soon(() => source.Query(QueryOf(c), TextOf(c, "q"), c.RequestAborted)));
        View(app, "timeline", c => Soon(() => source.Timeline(QueryOf(c), SecondsOf(c, "from"), SecondsOf(c, "to"), c.RequestAborted)));
        View(app, "allocations", c => Soon(() => source.Allocations(QueryOf(c), TextOf(c, "by"), c.RequestAborted)));
        app.MapGet("/api/report", context => AnswerAsync(context, async () =>
        {
            LeakReport report = await source.ReportAsync(context.RequestAborted).ConfigureAwait(false);
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            ReportJson.Write(report, output);
            return output.WrittenMemory;
        }));
        app.MapPost("/api/captures", context => AnswerAsync(context, async () =>
            Utf8(await source.AddAsync(TextOf(context, "name"), context.Request.Body, context.RequestAborted).ConfigureAwait(false))));
        app.MapFallback("{*path}", context => RefuseAsync(context, StatusCodes.Status404NotFound, "there is no such page"));
    }

    /// <summary>Ends a request with a reason.</summary>
    public static async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Utf8(new RefusalView(reason)), context.RequestAborted).ConfigureAwait(false);
    }

    static void View<T>(WebApplication app, string name, Func<HttpContext, Task<T>> view) where T : class =>
        app.MapGet($"/api/{name}", context => AnswerAsync(context, async () => Utf8(await view(context).ConfigureAwait(false))));

    static void Text(WebApplication app, string path, string type, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        app.MapGet(path, context =>
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        });
    }

    static async Task AnswerAsync(HttpContext context, Func<Task<ReadOnlyMemory<byte>>> make)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = await make().ConfigureAwait(false);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
        catch (PageRefusalException e)
        {
            await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, e.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            string reason = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "the file is larger than this server takes; --max-upload changes that, or put it into the folder that is served" : e.Message;
            await RefuseAsync(context, e.StatusCode, reason).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page went on to something else.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"this is a bug in heaptrail, please report it: {e.GetType().Name}: {e.Message}").ConfigureAwait(false);
        }
    }

    // Reading a heap takes a thread for as long as it lasts.
    static Task<T> Soon<T>(Func<T> make) => Task.Run(make);

    static ReadOnlyMemory<byte> Utf8<T>(T view) where T : class
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, layout))
            ViewJson.Write(writer, view);
        return output.WrittenMemory;
    }

    static PageQuery QueryOf(HttpContext context) => new()
    {
        Capture = (int?)NumberOf(context, "capture"),
        Offset = (int)long.Clamp(NumberOf(context, "offset") ?? 0, 0, int.MaxValue - PageQuery.MostRows),
        Limit = (int)long.Clamp(NumberOf(context, "limit") ?? 100, 1, PageQuery.MostRows),
        Sort = context.Request.Query["sort"] is [{ Length: > 0 } sort] ? sort : null,
        IsAscending = context.Request.Query["order"] is ["ascending"],
        Filter = context.Request.Query["filter"] is [{ Length: > 0 } filter] ? filter : null,
        AfterId = NumberOf(context, "after"),
        LastId = NumberOf(context, "last"),
    };

    static int DepthOf(HttpContext context) => (int)long.Clamp(NumberOf(context, "depth") ?? DefaultDepth, 1, DeepestTree);

    static long IdOf(HttpContext context) => NumberOf(context, "id") ?? throw Missing("id");

    static long? NumberOf(HttpContext context, string name) => context.Request.Query[name] switch
    {
        [] or [null or ""] => null,
        [{ } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => throw new BadHttpRequestException($"{name} must be a number"),
    };

    static double? SecondsOf(HttpContext context, string name) =>
        context.Request.Query[name] is [{ } text] && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;

    static string TextOf(HttpContext context, string name) => context.Request.Query[name] is [{ } text] ? text : throw Missing(name);

    static BadHttpRequestException Missing(string name) => new($"the request lacks {name}");
}

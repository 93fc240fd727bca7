using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Pages;

/// <summary>One self-contained page: the user interface with the data in it. It loads nothing and sends nothing.</summary>
public static class PageRenderer
{
    // Below this, packing saves nothing that a reader would notice, and the data stays readable with any editor.
    const int PackedFrom = 256 << 10;

    /// <summary>Writes the whole page as UTF-8.</summary>
    public static void Render(PageData data, IBufferWriter<byte> output)
    {
        byte[] json = PageJson.Write(data);
        string script = PageBundle.Script;
        string style = PageBundle.Style;
        bool isPacked = json.Length > PackedFrom;
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy(script, style)).Append("\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<title>").Append(HtmlEncoder.Default.Encode(Title(data.Report))).Append("</title>\n")
            .Append("<style>").Append(style).Append("</style>\n</head>\n<body>\n<div id=\"app\"><noscript>")
            .Append(HtmlEncoder.Default.Encode(Printable.Clean(data.Report.Summary))).Append(" This page needs JavaScript to show more.</noscript></div>\n")
            .Append("<script type=\"").Append(isPacked ? "application/gzip" : "application/json").Append("\" id=\"data\">")
            .Append(isPacked ? Convert.ToBase64String(Pack(json)) : Encoding.UTF8.GetString(json)).Append("</script>\n")
            .Append("<script>").Append(script).Append("</script>\n</body>\n</html>\n");
        Encoding.UTF8.GetBytes(page.ToString(), output);
    }

    // Only the script and the style that were built may run, whatever the target's strings hold.
    static string Policy(string script, string style) =>
        $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'";

    static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    static string Title(LeakReport report) => Printable.Clean(report.Findings.Where(f => !f.Ignored).OrderBy(f => f.Rank).FirstOrDefault() is { } first
        ? $"{Words.Of(report)}: {first.Title} – Heaptrail"
        : $"{Words.Of(report)} – Heaptrail");
}

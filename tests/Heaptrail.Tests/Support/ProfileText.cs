using System.Globalization;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Xunit;

namespace Heaptrail.Tests.Support;

/// <summary>Writes sampling profiles as V8 does, and reads them.</summary>
static class ProfileText
{
    /// <summary>main calls work, which calls itself once; both call helper.</summary>
    public static string Small { get; } = Of(Call("(root)", 0, 1, Call("main", 10, 2,
        Call("work", 40, 3, Call("work", 100, 4, Call("helper", 200, 5))), Call("helper", 400, 6), Call("idle", 0, 7))), samples: [2, 3, 4, 4, 5, 6, 6]);

    public static string Of(string head, params int[] samples) =>
        $"{{\"head\":{head},\"samples\":[{string.Join(',', samples.Select((id, i) => $"{{\"size\":10,\"nodeId\":{id},\"ordinal\":{i + 1}}}"))}]}}";

    public static string Call(string name, long size, int id, params string[] children) =>
        $"{{\"callFrame\":{Frame(name)},\"selfSize\":{size},\"id\":{id},\"children\":[{string.Join(',', children)}]}}";

    public static string Frame(string name) => name switch
    {
        "(root)" => "{\"functionName\":\"(root)\",\"scriptId\":\"0\",\"url\":\"\",\"lineNumber\":-1,\"columnNumber\":-1}",
        "helper" => "{\"functionName\":\"helper\",\"scriptId\":\"8\",\"url\":\"file:///srv/app/lib/helper.js\",\"lineNumber\":1,\"columnNumber\":3}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{{\"functionName\":\"{name}\",\"scriptId\":\"7\",\"url\":\"file:///srv/app/main.js\",\"lineNumber\":{name.Length},\"columnNumber\":9}}"),
    };

    public static CallTree Read(string text) => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static CallTree Read(Stream stream, SnapshotLimits? limits = null) =>
        HeapProfileReader.Read(stream, new() { Limits = limits ?? new() }, TestContext.Current.CancellationToken);

    /// <summary>The message with which a text is refused.</summary>
    public static string Refusal(string text, SnapshotLimits? limits = null)
    {
        string message = Assert.Throws<SnapshotFormatException>(() => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), limits)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

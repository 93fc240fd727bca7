using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Xunit;

namespace Heaptrail.Tests.Support;

/// <summary>Reading of texts, and a small heap that has some of everything.</summary>
static class Snapshots
{
    public static TextGraph Small() => TextGraph.Parse("""
        root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:40)
        gc -[7]-> stack(synthetic:0:(Stack roots)); stack -[1]-> global
        global -> list(object:16:Array); list -internal[elements]-> store(array:160)
        store -[0]-> first(object:24:Object); store -[4294967295]-> last(object:24:Object)
        first -> url(string:32:/ü "quoted" \ path); last -> url; first -> date(object:56:Date); last -> date
        global -> listen(closure:64); listen => first; listen -internal[shared]-> info(code:48); info -#3-> map(object shape:80)
        global -> joined(concatenated string:32:ab); joined -internal[first]-> a(string:16); joined -internal[second]-> b(string:16)
        global -> table(object:32:WeakMap); first ~> global
        first -internal[1 / part of key (Object @13) -> value (V @35) pair in WeakMap (table @33)]-> value(object:28:V)
        table -internal[2 / part of key (Object @13) -> value (V @35) pair in WeakMap (table @33)]-> value
        """).Located("listen", 7, 11, 24).Marked("first", 2);

    public static HeapGraph Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static HeapGraph Read(byte[] bytes, SnapshotLimits? limits = null) =>
        Read(new MemoryStream(bytes), limits);

    public static HeapGraph Read(Stream stream, SnapshotLimits? limits = null) =>
        SnapshotReader.Read(stream, new() { Limits = limits ?? new() }, TestContext.Current.CancellationToken);

    /// <summary>The message with which a text is refused.</summary>
    public static string Refusal(string text, SnapshotLimits? limits = null) => Refuse(text, limits).Message;

    /// <summary>The error with which a text is refused.</summary>
    public static SnapshotFormatException Refuse(string text, SnapshotLimits? limits = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var refusal = Assert.Throws<SnapshotFormatException>(() => Read(bytes, limits));
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.InRange(refusal.Offset, 0, bytes.Length);
        return refusal;
    }

    /// <summary>The message without the offset.</summary>
    public static string Problem(this SnapshotFormatException refusal)
    {
        string tail = $" at byte {refusal.Offset:N0}";
        Assert.EndsWith(tail, refusal.Message, StringComparison.Ordinal);
        return refusal.Message[..^tail.Length];
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Sampling profiles are read whatever their size, depth and layout, and refused where they are broken.</summary>
public sealed class HeapProfileTests
{
    [Fact]
    public void Calls_are_read_with_their_functions_sizes_and_samples()
    {
        CallTree tree = ProfileText.Read(ProfileText.Small);
        Assert.True(tree.IsSampled);
        Assert.Equal([-1, 0, 1, 2, 3, 1, 1], tree.ParentOf);
        Assert.Equal([0, 10, 40, 100, 200, 400, 0], tree.Bytes);
        Assert.Equal([0, 1, 1, 2, 1, 2, 0], tree.Counts);
        Assert.Equal([0, 1, 2, 2, 3, 3, 4], tree.FunctionOf);
        // Places are written from 0 and kept from 1; V8's own functions have none.
        Assert.Equal(new AllocationFunction("helper", "file:///srv/app/lib/helper.js", 8, 2, 4), tree.Functions[3]);
        Assert.Equal(new AllocationFunction("(root)", "", 0, 0, 0), tree.Functions[0]);
    }

    [Fact]
    public void Any_other_form_of_the_same_JSON_reads_the_same()
    {
        CallTree expected = ProfileText.Read(ProfileText.Small);
        string more = ProfileText.Small.Replace("\"selfSize\"", "\"extra\":{\"a\":[1,\"}\"]},\"selfSize\"", StringComparison.Ordinal)
            .Replace("{\"head\"", "{\"startTime\":1.5e9,\"head\"", StringComparison.Ordinal);
        string childrenFirst = "{\"samples\":[],\"head\":{\"children\":[{\"children\":[],\"id\":2,\"selfSize\":1e1,\"callFrame\":" + ProfileText.Frame("main") + "}],\"id\":1}}";
        foreach (string text in new[] { SnapshotText.Spread(ProfileText.Small, "\r\n \t"), more })
        {
            CallTree tree = ProfileText.Read(text);
            Assert.Equal(expected.ParentOf, tree.ParentOf);
            Assert.Equal(expected.Bytes, tree.Bytes);
            Assert.Equal(expected.FunctionOf, tree.FunctionOf);
        }
        Assert.Equal([0, 10], ProfileText.Read(childrenFirst).Bytes);
        Assert.Equal(["", "main"], ProfileText.Read(childrenFirst).FunctionOf.Select(function => ProfileText.Read(childrenFirst).Functions[function].Name));
    }

    [Fact]
    public void A_profile_reads_the_same_however_the_file_is_cut()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ProfileText.Small);
        for (int size = 1; size < 300; size = (size * 2) + 1)
        {
            CallTree tree = ProfileText.Read(new ChunkedStream(bytes, false, size));
            Assert.Equal([0, 10, 40, 100, 200, 400, 0], tree.Bytes);
            Assert.Equal("helper", tree.Functions[3].Name);
        }
    }

    [Fact]
    public void Names_may_have_any_characters()
    {
        foreach ((string written, string name) in new[] { ("a\\\"}b", "a\"}b"), ("\\\\", "\\"), ("{", "{"), ("\\uD800!", "\uD800!"), ("größe", "größe"), ("", "") })
            Assert.Equal(name, ProfileText.Read(ProfileText.Of(ProfileText.Call(written, 1, 1))).Functions[0].Name);
    }

    [Fact]
    public void Sums_by_function_are_those_of_a_slow_and_obvious_model()
    {
        var random = new Random(20_260_303);
        for (int i = 0; i < 100; i++)
        {
            string text = ProfileText.Of(ProfileText.Call("(root)", 0, 1, Random(random, 0), Random(random, 0)));
            using var json = JsonDocument.Parse(text);
            var self = new Dictionary<string, long>();
            var total = new Dictionary<string, long>();
            foreach (JsonElement call in json.RootElement.GetProperty("head").GetProperty("children").EnumerateArray())
                Sum(call, [], self, total);

            IReadOnlyList<AllocationRow> rows = AllocationFunctions.Build(Allocations.Build(ProfileText.Read(text)));

            Assert.Equal(self.Where(f => total[f.Key] > 0).OrderBy(f => f.Key), rows.Select(row => KeyValuePair.Create(row.Function.Name, row.Self.Bytes)).OrderBy(f => f.Key));
            Assert.Equal(total.Where(f => f.Value > 0).OrderBy(f => f.Key), rows.Select(row => KeyValuePair.Create(row.Function.Name, row.Total.Bytes)).OrderBy(f => f.Key));
        }
    }

    [Fact]
    public void A_profile_of_many_thousand_levels_is_read()
    {
        const int Depth = 100_000;
        string deep = string.Concat(Enumerable.Repeat($"{{\"callFrame\":{ProfileText.Frame("work")},\"selfSize\":10,\"children\":[", Depth)) + string.Concat(Enumerable.Repeat("]}", Depth));
        Allocations allocations = Allocations.Build(ProfileText.Read(ProfileText.Of(ProfileText.Call("(root)", 0, 1, deep))));
        Assert.Equal(Depth + 1, allocations.Tree.Count);
        Assert.Equal(Depth * 10L, AllocationFunctions.Build(allocations).Single().Total.Bytes);
    }

    [Fact]
    public void A_profile_of_a_hundred_megabytes_is_read_in_linear_time()
    {
        const int Calls = 500_000;
        IEnumerable<string> parts = Enumerable.Range(0, Calls).Select(i => $"{(i == 0 ? "" : ",")}{{\"callFrame\":{ProfileText.Frame($"f{i % 1000}")},\"selfSize\":8,\"id\":{i + 2},\"children\":[]}}");
        var watch = Stopwatch.StartNew();
        CallTree tree = ProfileText.Read(new PartStream(parts.Prepend($"{{\"head\":{{\"callFrame\":{ProfileText.Frame("(root)")},\"selfSize\":0,\"id\":1,\"children\":[").Append("]}}")));
        Assert.Equal((Calls + 1, 1001, Calls * 8L), (tree.Count, tree.Functions.Count, tree.Bytes.Sum()));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("", "this is no sampling heap profile: found an empty file, expected a JSON object with \"head\" at byte 0")]
    [InlineData("[1]", "this is no sampling heap profile: found '[', expected a JSON object with \"head\" at byte 0")]
    [InlineData("{\"snapshot\":{}}", "this is no sampling heap profile: found JSON without it, expected a JSON object with \"head\" at byte 0")]
    [InlineData("{\"head\":[]}", "'[' in \"head\" where '{' was expected at byte 8")]
    [InlineData("{\"head\":{\"selfSize\":-1}}", "'-1' in \"head\" where a number from 0 to 2^53 was expected at byte 20")]
    [InlineData("{\"head\":{\"selfSize\":1e99}}", "'1e99' in \"head\" where a number from 0 to 2^53 was expected at byte 20")]
    [InlineData("{\"head\":{\"selfSize\":1-1}}", "'1-1' in \"head\" where a number from 0 to 2^53 was expected at byte 20")]
    [InlineData("{\"head\":{\"selfSize\":\"1\"}}", "'\"' in \"head\" where a number was expected at byte 20")]
    [InlineData("{\"head\":{\"selfSize\":1 \"id\":2}}", "'\"' in \"head\" where ',' or '}' was expected at byte 22")]
    [InlineData("{\"head\":{\"children\":{}}}", "'{' in \"head\" where '[' was expected at byte 20")]
    [InlineData("{\"head\":{\"children\":[1]}}", "'1' in \"head\" where '{' was expected at byte 21")]
    [InlineData("{\"head\":{\"children\":[{},]}}", "']' in \"head\" where '{' was expected at byte 24")]
    [InlineData("{\"head\":{\"children\":[{}{}]}}", "'{' in \"head\" where ',' or ']' was expected at byte 23")]
    [InlineData("{\"head\":{\"callFrame\":7}}", "'7' in \"head\" where '{' was expected at byte 21")]
    [InlineData("{\"head\":{\"callFrame\":{a}}}", "a \"callFrame\" in \"head\" that is no proper JSON object, before the place at byte 24")]
    [InlineData("{\"head\":{\"children\":[{}", "file ends inside \"head\" at byte 23")]
    [InlineData("{\"head\":{},\"samples\":[{\"nodeId\":null}]}", "'n' in \"samples\" where a number was expected at byte 32")]
    public void A_broken_profile_is_refused(string text, string message) => Assert.Equal(message, ProfileText.Refusal(text));

    [Fact]
    public void A_damaged_profile_is_refused_or_read()
    {
        byte[] whole = Encoding.UTF8.GetBytes(ProfileText.Small);
        var random = new Random(20_260_404);
        int refused = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)"0123456789,[]{}\":\\ \n-.eu\0"[random.Next(25)];
            try
            {
                Allocations allocations = Allocations.Build(ProfileText.Read(new MemoryStream(damaged)));
                AllocationTree.Build(allocations, new() { Depth = 100 });
                AllocationCallers.Build(allocations, new() { Depth = 100 });
            }
            catch (SnapshotFormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 4800);
    }

    [Fact]
    public void The_number_of_calls_and_the_length_of_a_frame_are_bounded()
    {
        Assert.StartsWith("calls: 7 exceeds the maximum of 6 at byte ", ProfileText.Refusal(ProfileText.Small, new() { MaxTraceNodes = 6 }), StringComparison.Ordinal);
        Assert.StartsWith("bytes of a string: ", ProfileText.Refusal(ProfileText.Small, new() { MaxStringBytes = 50 }), StringComparison.Ordinal);
    }

    static string Random(Random random, int depth) =>
        ProfileText.Call($"f{random.Next(6)}", random.Next(3) * random.Next(1000), 1, [.. Enumerable.Range(0, depth > 6 ? 0 : random.Next(4)).Select(_ => Random(random, depth + 1))]);

    static long Sum(JsonElement call, List<string> above, Dictionary<string, long> self, Dictionary<string, long> total)
    {
        string name = call.GetProperty("callFrame").GetProperty("functionName").GetString()!;
        long own = call.GetProperty("selfSize").GetInt64();
        long all = own + call.GetProperty("children").EnumerateArray().Sum(child => Sum(child, [.. above, name], self, total));
        self[name] = self.GetValueOrDefault(name) + own;
        total[name] = total.GetValueOrDefault(name) + (above.Contains(name) ? 0 : all);
        return all;
    }
}

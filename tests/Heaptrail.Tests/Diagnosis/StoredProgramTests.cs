using System.IO.Compression;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Diagnosis;

/// <summary>
/// Snapshots of real programs, those in bench/hard, written by Node.js 20 and cut down by bench/hard/prune.mjs to what has to do with
/// the growth: the diagnosis of what V8 writes, without Node.js.
/// </summary>
public sealed class StoredProgramTests
{
    const int Rounds = 3;
    const long RequestsPerRound = 500;

    [Theory]
    [InlineData("promise-chain", LeakCause.Promise, "connected", "Promise", "let |connected")]
    [InlineData("async-context", null, "parent", "RequestScope", "this.|parent = ")]
    [InlineData("list-per-connection", null, "history", "{path}", "socket.|history = []")]
    [InlineData("process-listener", LeakCause.EventListener, "process", "Upload", "this.stop = |() =>")]
    public void The_leak_of_a_real_program_is_named_with_its_place(string name, LeakCause? cause, string holder, string unit, string place)
    {
        LeakDiagnosis diagnosis = Diagnose(name);
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((Verdict.Leak, holder, unit), (diagnosis.Verdict, finding.Holder.Name, finding.Unit.Class));
        Assert.Equal(cause ?? finding.Cause, finding.Cause);
        Assert.InRange(finding.Unit.PerRequest!.Value, 0.98, 1.02);
        Assert.Equal(PlaceOf(name, place), finding.Holder.Location);
    }

    static LeakDiagnosis Diagnose(string name)
    {
        HeapGraph[] heaps = [.. Enumerable.Range(1, Rounds).Select(round => Read($"{name}-{round}.heapsnapshot.gz"))];
        return LeakAnalyzer.Analyze(new()
        {
            Earlier = [.. heaps[..^1].Select(ObjectMarks.Of)],
            EarlierValues = [.. heaps[..^1].Select(LargeValues.Of)],
            First = FirstSnapshot.Of(heaps[0]),
            Last = IndexedHeap.Build(heaps[^1]),
            Requests = [.. Enumerable.Range(1, Rounds).Select(round => round * RequestsPerRound)],
            Sources = new Program(name, ScriptNames.Find(heaps[^1])),
        });
    }

    static HeapGraph Read(string file)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(Repository.Root, "tests", "Heaptrail.Tests", "Fixtures", file)), CompressionMode.Decompress);
        return Snapshots.Read(stream);
    }

    static string TextOf(string name) => File.ReadAllText(Path.Combine(Repository.Root, "bench", "hard", $"{name}.cjs"));

    // The place of a | in a text of the program.
    static SourceLocation PlaceOf(string name, string marked)
    {
        string text = TextOf(name);
        int found = text.IndexOf(marked.Replace("|", "", StringComparison.Ordinal), StringComparison.Ordinal);
        string[] before = text[..(found + marked.IndexOf('|', StringComparison.Ordinal))].Split('\n');
        return new($"{name}.cjs", before.Length, before[^1].Length + 1);
    }

    sealed class Program(string name, IReadOnlyDictionary<int, string> scripts) : IScriptSources
    {
        readonly ScriptSource program = new($"{name}.cjs", TextOf(name));

        public IEnumerable<ScriptSource> All => [program];

        public ScriptSource? Find(int scriptId) =>
            scripts.TryGetValue(scriptId, out string? script) && script.EndsWith($"/{name}.cjs", StringComparison.Ordinal) ? program : null;
    }
}

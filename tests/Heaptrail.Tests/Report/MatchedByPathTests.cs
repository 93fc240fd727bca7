using System.Text;
using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Tests.Diagnosis;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Report;

/// <summary>Snapshots that number their objects anew, as V8 does when an inspector goes: <c>leaks --match path</c>.</summary>
public sealed class MatchedByPathTests
{
    [Fact]
    public void A_leak_is_named_without_ids()
    {
        LeakReport report = Leaks(byPath: true);

        Assert.Equal(Verdict.Leak, report.Verdict);
        Finding leak = Assert.Single(report.Findings);
        Assert.Equal("cache", leak.Holder.Name);
        Assert.Equal(400, leak.Unit.Added);
        Assert.Equal("path", report.MatchedBy);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Ids of objects were not used: ", StringComparison.Ordinal));
    }

    [Fact]
    public void By_ids_they_are_refused_and_the_remedy_is_named() =>
        Assert.Contains("--match path", Assert.Throws<UsageException>(() => Leaks(byPath: false)).Message, StringComparison.Ordinal);

    static LeakReport Leaks(bool byPath)
    {
        var story = new HeapStory { NumbersAnew = true };
        Container cache = story.Variable("cache", story.Map());
        Container old = story.Variable("routes", story.Array());
        for (int i = 0; i < 500; i++)
            old.Add(story.Object("Route"));
        story.Rounds(_ => cache.Add(story.Object()), perRound: 200);
        string folder = Directory.CreateTempSubdirectory("heaptrail-").FullName;
        try
        {
            string[] files = [.. story.Snapshots.Select((graph, i) => Save(Path.Combine(folder, $"{i + 1}.heapsnapshot"), SnapshotText.Of(graph)))];
            return new LeaksWorkflow(files, null, new IgnoreList(new Dictionary<string, string?>(), null), new NoProgress(_ => { }), byPath).Run(TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Save(string path, string text)
    {
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}

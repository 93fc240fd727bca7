using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.NodeTests.Find;

public sealed class SampleTests
{
    const double Tolerance = 0.02;

    public static TheoryData<string> Leaky => [.. Folders().Where(f => File.Exists(Path.Combine(f, "leaky.js"))).Select(f => Path.GetFileName(f))];

    public static TheoryData<string, string> Healthy =>
        [.. Folders().SelectMany(f => Directory.GetFiles(f, "*.js")).Where(f => !f.EndsWith("leaky.js", StringComparison.Ordinal))
            .Select(f => (Path.GetFileName(Path.GetDirectoryName(f)!), Path.GetFileNameWithoutExtension(f)))];

    [Theory]
    [MemberData(nameof(Leaky))]
    public async Task The_leak_of_a_sample_is_named_with_holder_cause_unit_and_place(string name)
    {
        var sample = Sample.Read(name);
        using var folder = new TempFolder();

        (LeakReport report, CommandResult result) = await HeaptrailCommand.FindAsync(folder, [.. Slices(sample), "--", "node", sample.Program("leaky")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(Verdict.Leak, report.Verdict);
        Finding first = report.Findings[0];
        Assert.Equal(sample.Text("cause"), CauseWord(first));
        Assert.Equal(sample.Holder.GetProperty("name").GetString(), first.Holder.Name);
        Assert.Equal(sample.Holder.GetProperty("kind").GetString(), Words.Of(first.Holder.Kind));
        Assert.NotNull(first.Holder.Location);
        Assert.EndsWith($"samples/{name}/{sample.Holder.GetProperty("file").GetString()}", first.Holder.Location.File, StringComparison.Ordinal);
        Assert.Equal((sample.Holder.GetProperty("line").GetInt32(), sample.Holder.GetProperty("column").GetInt32()), (first.Holder.Location.Line, first.Holder.Location.Column));
        Assert.Equal(sample.Text("unit"), first.Unit.Class);
        AssertNear(sample.PerRequest, first.Unit.PerRequest);
        foreach ((string contained, double perRequest) in sample.Contains)
            AssertNear(perRequest, Assert.Single(first.Unit.Contains, c => c.Class == contained).PerRequest);
        Assert.Contains(first.Path, step => step.Id == first.Holder.Id || first.Holder.Kind == HolderKind.Internal);
        Assert.Equal(3, report.Snapshots.Length);
        Assert.All(report.Snapshots, snapshot => Assert.True(File.Exists(snapshot.File)));
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public async Task Nothing_is_reported_where_nothing_leaks(string name, string variant)
    {
        var sample = Sample.Read(name);
        using var folder = new TempFolder();

        (LeakReport report, CommandResult result) = await HeaptrailCommand.FindAsync(folder, [.. Slices(sample), "--", "node", sample.Program(variant)]);

        Assert.Equal((0, Verdict.NoLeak), (result.ExitCode, report.Verdict));
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task Request_log_leaks_exactly_one_entry_and_one_Date_per_request()
    {
        using var folder = new TempFolder();

        (LeakReport report, _) = await HeaptrailCommand.FindAsync(folder, "--requests", "700", "--", "node", Sample.Read("request-log").Program("leaky"));

        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("{url, date}", 1400, 1.0), (finding.Unit.Class, finding.Unit.Added, finding.Unit.PerRequest));
        UnitContent date = Assert.Single(finding.Unit.Contains);
        Assert.Equal(("Date", 1400, 1.0), (date.Class, date.Added, date.PerRequest));
        Assert.Equal([1400, 2100, 2800], report.Snapshots.Select(s => s.Requests!.Value));
        Assert.Equal((2100, 0), (report.Load!.Requests, report.Load.Failed));
    }

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task The_same_leak_is_named_on_every_major_of_Node(int major)
    {
        string node = NodeVersions.Binary(major);
        using var folder = new TempFolder();

        (LeakReport report, _) = await HeaptrailCommand.FindAsync(folder, "--requests", "300", "--", node, Sample.Read("request-log").Program("leaky"));

        Finding finding = Assert.Single(report.Findings);
        Assert.StartsWith($"{major}.", report.Target!.Node, StringComparison.Ordinal);
        Assert.Equal(("requestLogs", "{url, date}", 1.0, 7), (finding.Holder.Name, finding.Unit.Class, finding.Unit.PerRequest, finding.Holder.Location!.Line));
    }

    static string[] Slices(Sample sample) => sample.Serves ? [] : ["--slice", "1.5"];

    static string CauseWord(Finding finding) => Path.GetFileNameWithoutExtension(finding.Fix.Doc);

    static void AssertNear(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } wanted)
            Assert.InRange(actual!.Value, wanted * (1 - Tolerance), wanted * (1 + Tolerance));
    }

    static IEnumerable<string> Folders() => Directory.GetDirectories(TestPaths.Samples).Order();
}

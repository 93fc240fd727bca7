using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class LookCloserTests
{
    [Theory]
    [InlineData("out/round-3.heapsnapshot", "out/round-3.heapsnapshot")]
    [InlineData("my heap.heapsnapshot", "'my heap.heapsnapshot'")]
    [InlineData("it's.heapsnapshot", @"'it'\''s.heapsnapshot'")]
    [InlineData("$(date).heapsnapshot", "'$(date).heapsnapshot'")]
    [InlineData("-x.heapsnapshot", "'./-x.heapsnapshot'")]
    public void The_last_snapshot_and_the_last_object_of_the_path_are_named_for_a_shell(string file, string quoted)
    {
        LeakReport report = With(file);
        Assert.Equal($"heaptrail retainers {quoted} @{report.Findings[0].Path[^1].Id}", LookCloser.Command(report, report.Findings[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb.heapsnapshot")]
    public void A_file_that_cannot_be_pasted_is_not_offered(string file) =>
        Assert.Null(LookCloser.Command(With(file), SampleReports.OneLeak.Findings[0]));

    [Fact]
    public void Nothing_is_offered_without_a_path_or_a_snapshot()
    {
        LeakReport report = SampleReports.OneLeak;
        Finding finding = report.Findings[0];
        Assert.Null(LookCloser.Command(report, finding with { Path = [] }));
        Assert.Null(LookCloser.Command(report with { Snapshots = [] }, finding));
    }

    static LeakReport With(string file)
    {
        LeakReport report = SampleReports.OneLeak;
        return report with { Snapshots = [.. report.Snapshots[..^1], report.Snapshots[^1] with { File = file }] };
    }
}

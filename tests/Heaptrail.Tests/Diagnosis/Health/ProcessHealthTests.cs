using System.Collections.Immutable;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Health;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;
using Xunit;
using static Heaptrail.Tests.Diagnosis.Trend.WatchSamples;

namespace Heaptrail.Tests.Diagnosis.Health;

public sealed class ProcessHealthTests
{
    static readonly string[] order = ["CPU", "Garbage collection", "Event loop", "Active resources", "Files and sockets", "Memory", "Limits"];

    [Fact]
    public void A_quiet_process_is_good_in_every_way()
    {
        ImmutableArray<HealthCheck> checks = ProcessHealth.Judge(Of(11, Idle));
        Assert.Equal(order, checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.Equal((check.Name, HealthVerdict.Good), (check.Name, check.Verdict)));
        Assert.Equal("Nothing stands out.", ProcessHealth.Summary(checks));
    }

    [Fact]
    public void A_busy_core_is_a_problem() =>
        Assert.Equal((HealthVerdict.Problem, "97 % of a core in the middle, 97 % in the busiest second."), Check("CPU", (i, sample) => sample with { CpuSeconds = 0.97 * i }));

    [Fact]
    public void A_busy_loop_without_a_busy_core_lacks_processor_or_waits_in_one_piece()
    {
        (HealthVerdict verdict, string found) = Check("CPU", (i, sample) => sample with { CpuSeconds = 0.4 * i, LoopUse = 0.99 });
        Assert.Equal(HealthVerdict.Notice, verdict);
        Assert.EndsWith("The event loop is busy all the time, though.", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, HealthVerdict.Good)]
    [InlineData(101, HealthVerdict.Problem)]
    public void Collections_of_more_than_100_ms_in_one_second_are_a_problem(double milliseconds, HealthVerdict verdict) =>
        Assert.Equal(verdict, Check("Garbage collection", (i, sample) => sample with { GcMilliseconds = i == 7 ? milliseconds : 1, GcLongest = 3 }).Verdict);

    [Fact]
    public void Collections_for_more_than_a_tenth_of_the_time_are_a_problem_though_samples_are_close() =>
        Assert.Equal(HealthVerdict.Problem, Check("Garbage collection", (i, sample) => sample with { At = sample.At.AddSeconds(-0.9 * i), GcMilliseconds = 12 }).Verdict);

    [Theory]
    [InlineData(9, 0.9, 99, HealthVerdict.Good)]
    [InlineData(11, 0.9, 99, HealthVerdict.Problem)]
    [InlineData(9, 0.96, 99, HealthVerdict.Problem)]
    [InlineData(9, 0.9, 101, HealthVerdict.Problem)]
    public void The_event_loop_is_late_as_a_rule_or_once_or_always_busy(double late, double busy, double worst, HealthVerdict verdict) =>
        Assert.Equal(verdict, Check("Event loop", (i, sample) => sample with { LoopDelay = i == 5 ? worst : late, LoopUse = busy }).Verdict);

    [Fact]
    public void A_type_of_resource_that_rises_is_named()
    {
        (HealthVerdict verdict, string found) = Check("Active resources", (i, sample) => sample with { Resources = sample.Resources!.SetItem("TCPSocketWrap", 5 + (4 * i)) });
        Assert.Equal((HealthVerdict.Notice, "TCPSocketWrap 5 → 45; now TCPSocketWrap 45, Timeout 2, TCPServerWrap 1."), (verdict, found));
    }

    [Fact]
    public void A_rise_that_is_over_is_none() =>
        Assert.Equal(HealthVerdict.Good, Check("Active resources", (i, sample) => sample with { Resources = sample.Resources!.SetItem("TCPSocketWrap", i is > 2 and < 7 ? 90 : 5) }).Verdict);

    [Theory]
    [InlineData(819, HealthVerdict.Good)]
    [InlineData(820, HealthVerdict.Problem)]
    public void Descriptors_are_a_problem_at_80_percent_of_their_limit(int open, HealthVerdict verdict) =>
        Assert.Equal(verdict, Check("Files and sockets", (_, sample) => sample with { Descriptors = open }).Verdict);

    [Fact]
    public void What_watch_calls_a_leak_is_a_problem() =>
        Assert.Equal(HealthVerdict.Problem, ProcessHealth.Judge(Of(60, (i, sample) => sample with { Floors = [Floor(i, (24 + i) * MiB)] }))[5].Verdict);

    [Theory]
    [InlineData(84, 100, null, HealthVerdict.Good)]
    [InlineData(86, 100, null, HealthVerdict.Problem)]
    [InlineData(20, 100, 430L, HealthVerdict.Good)]
    [InlineData(20, 100, 440L, HealthVerdict.Problem)]
    [InlineData(20, 4096, 100L, HealthVerdict.Notice)]
    public void Limits_of_heap_and_container_are_near_at_85_percent(long held, long old, long? container, HealthVerdict verdict) => Assert.Equal(verdict, Check("Limits", (i, sample) => sample with
    {
        HeapLimit = (old + 48) * MiB,
        OldLimit = old * MiB,
        Floors = [Floor(i, held * MiB)],
        ContainerUsed = container * MiB,
        ContainerLimit = container is null ? null : 512 * MiB,
    }).Verdict);

    [Fact]
    public void From_outside_what_is_inside_is_unknown()
    {
        ImmutableArray<HealthCheck> checks = ProcessHealth.Judge(Of(11, (i, sample) => new() { At = sample.At, Rss = sample.Rss, CpuSeconds = 0.1 * i, Descriptors = 20, DescriptorLimit = 1024 }));
        Assert.Equal(["Garbage collection", "Event loop", "Active resources", "Limits"], checks.Where(check => check.Verdict == HealthVerdict.Unknown).Select(check => check.Name));
        Assert.Equal("Nothing stands out. Not known: garbage collection, event loop, active resources, limits.", ProcessHealth.Summary(checks));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_view_is_the_golden_file(int width)
    {
        ImmutableArray<HealthCheck> checks = ProcessHealth.Judge(Of(11, (i, sample) => Idle(i, sample) with { CpuSeconds = 0.97 * i, LoopDelay = 140, LoopUse = 0.99, Resources = sample.Resources!.SetItem("Timeout", 10 * i) }));
        var machine = new MachineFacts { Capabilities = 1UL << 19, CorePattern = "/var/tmp/core.%p", FreeBytes = 1L << 40, HasNode = true };
        DoctorView view = DoctorWorkflow.Judge(machine, 4121) with { Health = new(new(4121, "20.20.2", "node server.js", "main"), 10, 11, ProcessHealth.Summary(checks), checks) };
        string text = DoctorText.Render(view, new() { Width = width });
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Golden.Equal(text, $"views/doctor-{width}.txt");
        if (width == 80)
            Golden.Equal(ViewJson.Text(view with { Tool = new("heaptrail", "1.0") }), "views/doctor.json");
    }

    static ProcessSample Idle(int i, ProcessSample sample) => sample with { CpuSeconds = 0.05 * i, GcMilliseconds = 4, GcLongest = 2 };

    static (HealthVerdict Verdict, string Found) Check(string name, Func<int, ProcessSample, ProcessSample> change)
    {
        HealthCheck check = ProcessHealth.Judge(WatchSamples(change)).Single(check => check.Name == name);
        return (check.Verdict, check.Found);
    }

    static List<ProcessSample> WatchSamples(Func<int, ProcessSample, ProcessSample> change) => Of(11, (i, sample) => change(i, Idle(i, sample)));
}

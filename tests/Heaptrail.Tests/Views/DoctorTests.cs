using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class DoctorTests
{
    static readonly MachineFacts good = new() { Capabilities = 1UL << 19, CorePattern = "/var/tmp/core.%p", FreeBytes = 1L << 40, HasNode = true };

    [Fact]
    public void Where_everything_is_set_everything_works() =>
        Assert.All(DoctorWorkflow.Judge(good, null).Checks, check => Assert.Equal(DoctorVerdict.Works, check.Verdict));

    [Theory]
    [InlineData(0, false, DoctorVerdict.Limited, "root")]
    [InlineData(1, false, DoctorVerdict.Fails, "ptrace_scope=0")]
    [InlineData(1, true, DoctorVerdict.Fails, "SYS_PTRACE")]
    [InlineData(2, false, DoctorVerdict.Fails, "root")]
    [InlineData(3, false, DoctorVerdict.Fails, "inspector")]
    public void Without_the_capability_the_scope_decides_who_may_look(int scope, bool isContainer, DoctorVerdict verdict, string remedy)
    {
        DoctorCheck check = DoctorWorkflow.Judge(good with { Capabilities = 0, PtraceScope = scope, IsContainer = isContainer }, null).Checks[0];
        Assert.Equal(verdict, check.Verdict);
        Assert.Contains(remedy, check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_a_process_is_raised_by_its_number() =>
        Assert.Equal("prlimit --pid 7 --core=unlimited", DoctorWorkflow.Judge(good with { CoreLimit = 0 }, 7).Checks[1].Advice);

    [Theory]
    [InlineData("Limit  Soft  Hard  Units\nMax core file size        0                    unlimited            bytes\n", 0L, null)]
    [InlineData("Max core file size        unlimited            unlimited            bytes\n", null, null)]
    [InlineData("", 0L, 0L)]
    public void Limits_are_read_as_the_kernel_writes_them(string limits, long? soft, long? hard) => Assert.Equal((soft, hard), ProcFile.LimitIn(limits, "Max core file size"));

    [Theory]
    [InlineData("|/usr/lib/systemd/systemd-coredump %P", DoctorVerdict.Works)]
    [InlineData("|/usr/share/apport/apport %p", DoctorVerdict.Limited)]
    [InlineData("core", DoctorVerdict.Limited)]
    public void Where_core_dumps_go(string pattern, DoctorVerdict verdict) =>
        Assert.Equal(verdict, DoctorWorkflow.Judge(good with { CorePattern = pattern }, null).Checks[2].Verdict);

    [Fact]
    public void The_advice_stands_below_what_was_found()
    {
        string text = DoctorText.Render(DoctorWorkflow.Judge(good with { CoreLimit = 0 }, null), new TextStyle { Width = 80 });
        Assert.Contains("fails    Size of core dumps", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }
}

using System.Net;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

public sealed class AttachTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string FreePort => $"--inspect-port=127.0.0.1:{FreePorts.Choose()}";

    [Fact]
    public async Task A_running_process_is_attached_to_and_its_inspector_is_closed_again()
    {
        using Running app = await Running.StartAsync("node", Scripts.Idle, FreePort);
        Assert.Empty(ListeningPorts.Read(app.Pid));
        InspectorTarget target = await InspectorAccess.AttachAsync(app.Pid, Cancel);
        Assert.Equal(InspectorOrigin.OpenedBySignal, target.Origin);
        Assert.Equal(target.Address.Port, Assert.Single(ListeningPorts.Read(app.Pid)).Port);
        HeapSession session = await HeapSession.ConnectAsync(target, new(), Cancel);
        Assert.Equal(app.Pid, (await session.ReadTargetAsync(Cancel)).Pid);
        Assert.Equal(new ReleaseResult(InspectorClosed: true, null) { ProfilerOff = true, GlobalsGone = true }, await session.ReleaseAsync(Cancel));
        Assert.Empty(ListeningPorts.Read(app.Pid));
        Assert.False(app.HasExited);
        // and a second time
        await using HeapSession again = await HeapSession.ConnectAsync(await InspectorAccess.AttachAsync(app.Pid, Cancel), new(), Cancel);
        Assert.Equal(app.Pid, (await again.ReadTargetAsync(Cancel)).Pid);
    }

    [Theory]
    [InlineData(16), InlineData(18), InlineData(22), InlineData(24), InlineData(26)]
    public async Task Every_supported_node_is_attached_to_and_left_as_it_was(int major)
    {
        using Running app = await Running.StartAsync(NodeVersions.Binary(major), Scripts.Idle, FreePort);
        await using HeapSession session = await HeapSession.ConnectAsync(await InspectorAccess.AttachAsync(app.Pid, Cancel), new(), Cancel);
        Assert.Equal(major, (await session.ReadTargetAsync(Cancel)).Major);
        Assert.Equal(new ReleaseResult(InspectorClosed: true, null) { ProfilerOff = true, GlobalsGone = true }, await session.ReleaseAsync(Cancel));
        Assert.False(app.HasExited);
    }

    [Fact]
    public async Task An_inspector_that_was_open_already_is_used_and_stays_open()
    {
        int port = FreePorts.Choose();
        using Running app = await Running.StartAsync("node", Scripts.Idle, $"--inspect=127.0.0.1:{port}");
        InspectorTarget target = await InspectorAccess.AttachAsync(app.Pid, Cancel);
        Assert.Equal((InspectorOrigin.AlreadyOpen, port), (target.Origin, target.Address.Port));
        await using (HeapSession session = await HeapSession.ConnectAsync(target, new(), Cancel))
            Assert.True((await session.ReadMemoryAsync(Cancel)).Rss > 0);
        Assert.Equal(port, Assert.Single(ListeningPorts.Read(app.Pid)).Port);
    }

    [Fact]
    public async Task An_inspector_can_be_given_by_port_address_or_url()
    {
        int port = FreePorts.Choose();
        using Running app = await Running.StartAsync("node", Scripts.Idle, $"--inspect=127.0.0.1:{port}");
        string url = (await new InspectorEndpoint("127.0.0.1", port).ListAsync(Cancel))[0].Address.ToString();
        Assert.StartsWith("node.js/v", await new InspectorEndpoint("127.0.0.1", port).ReadVersionAsync(Cancel), StringComparison.Ordinal);
        foreach (string address in (string[])[$":{port}", $"127.0.0.1:{port}", $"localhost:{port}", url, $"http://127.0.0.1:{port}/json"])
        {
            InspectorTarget target = await InspectorAccess.AttachAsync(address, Cancel);
            Assert.Equal(InspectorOrigin.Given, target.Origin);
            await using HeapSession session = await HeapSession.ConnectAsync(target, new(), Cancel);
            Assert.Equal(app.Pid, (await session.ReadTargetAsync(Cancel)).Pid);
        }
    }

    [Fact]
    public async Task A_process_that_blocks_the_signal_is_refused_and_gets_none()
    {
        // The permission model of Node.js 20 blocks SIGUSR1.
        using Running app = await Running.StartAsync("node", Scripts.Idle, "--experimental-permission", "--allow-fs-read=*");
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => InspectorAccess.AttachAsync(app.Pid, Cancel));
        Assert.Equal(CaptureFault.InspectorUnavailable, e.Fault);
        Assert.Contains("it blocks SIGUSR1, as Node.js does under --disable-sigusr1 or the permission model; no signal was sent; start it without the permission model", e.Message, StringComparison.Ordinal);
        Assert.Equal("0000000000000000", ProcFile.TryReadStatus(app.Pid, "ShdPnd"));
        Assert.False(app.HasExited);
    }

    [Fact]
    public async Task A_process_with_a_handler_of_its_own_survives_and_is_refused()
    {
        using Running app = await Running.StartAsync("node", "process.on('SIGUSR1', () => console.log('mine')); " + Scripts.Idle, FreePort);
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => InspectorAccess.AttachAsync(app.Pid, Cancel));
        Assert.Equal(CaptureFault.InspectorUnavailable, e.Fault);
        Assert.Contains("did not open its inspector within 5 s of SIGUSR1: it has a SIGUSR1 handler of its own", e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await app.ReadLineAsync());
        Assert.False(app.HasExited);
    }

    [Fact]
    public async Task A_process_that_is_not_node_or_does_not_exist_is_refused()
    {
        CaptureException self = await Assert.ThrowsAsync<CaptureException>(() => InspectorAccess.AttachAsync(Environment.ProcessId, Cancel));
        Assert.Equal(CaptureFault.NotNode, self.Fault);
        CaptureException none = await Assert.ThrowsAsync<CaptureException>(() => InspectorAccess.AttachAsync(int.MaxValue, Cancel));
        Assert.Equal((CaptureFault.NoSuchProcess, "there is no process 2147483647; check the id with: ps -C node"), (none.Fault, none.Message));
    }

    [Fact]
    public async Task Another_process_behind_the_port_is_noticed()
    {
        int port = FreePorts.Choose();
        using Running app = await Running.StartAsync("node", Scripts.Idle, $"--inspect=127.0.0.1:{port}");
        using Running other = await Running.StartAsync("node", Scripts.Idle);
        InspectorTarget target = await InspectorAccess.AttachAsync($":{port}", Cancel) with { Pid = other.Pid };
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => HeapSession.ConnectAsync(target, new(), Cancel));
        Assert.StartsWith($"the inspector port that should belong to process {other.Pid} is answered by process {app.Pid};", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_reported()
    {
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => InspectorAccess.AttachAsync($":{FreePorts.Choose()}", Cancel));
        Assert.Matches(@"^no Node.js inspector answers at 127\.0\.0\.1:\d+: Connection refused", e.Message);
    }

    [Fact]
    public void Addresses_of_the_kernel_are_read_in_the_byte_order_of_the_machine()
    {
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 3000), ListeningPorts.ParseAddress("0100007F:0BB8"));
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 9229), ListeningPorts.ParseAddress("00000000000000000000000001000000:240D"));
    }

    [Fact]
    public void Signals_that_would_end_a_process_are_not_sent()
    {
        const ulong usr1 = 1UL << 9;
        Assert.True(new SignalMasks(0, 0, usr1).CanOpenInspectorBySignal);
        Assert.False(new SignalMasks(usr1, 0, usr1).CanOpenInspectorBySignal);
        Assert.False(new SignalMasks(0, usr1, 0).CanOpenInspectorBySignal);
        Assert.False(new SignalMasks(0, 0, 0).CanOpenInspectorBySignal);
    }
}

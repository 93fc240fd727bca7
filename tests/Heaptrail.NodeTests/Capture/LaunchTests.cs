using System.Diagnostics;
using System.Text;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;

namespace Heaptrail.NodeTests.Capture;

public sealed class LaunchTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_exits_early_is_reported_with_its_last_line()
    {
        await using Launched app = Launched.Node("require('./missing.js');");
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => app.PickAsync());
        Assert.Equal(CaptureFault.ExitedEarly, e.Fault);
        Assert.Matches(@"^program exited with code 1 after \d(\.\d)? s: Error: Cannot find module './missing\.js'$", e.Message);
    }

    [Fact]
    public async Task A_program_that_ends_by_itself_is_told_to_keep_running()
    {
        await using Launched app = Launched.Node("console.error('a warning');");
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => app.PickAsync(PickGoal.Worker));
        Assert.Matches(@"^program exited with code 0 after \d(\.\d)? s; it has to keep running while it is measured$", e.Message);
    }

    [Fact]
    public async Task A_program_that_is_killed_is_reported_with_the_signal()
    {
        await using Launched app = Launched.Node("console.error('bye'); process.kill(process.pid, 'SIGKILL');");
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => app.PickAsync());
        Assert.Matches(@"^program was ended by SIGKILL after \d(\.\d)? s: bye$", e.Message);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_reported_with_what_to_do()
    {
        CaptureException node = Assert.Throws<CaptureException>(() => TargetProgram.Start(["node", "app.js"], new TargetOptions
        {
            Environment = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("PATH", "/nowhere"),
        }));
        Assert.Equal("cannot start \"node\": it is not on the PATH; install Node.js or give the full path", node.Message);
        CaptureException script = Assert.Throws<CaptureException>(() => TargetProgram.Start(["./no-such-script.sh"]));
        Assert.Equal(CaptureFault.ProgramNotFound, script.Fault);
        Assert.Equal("cannot start \"./no-such-script.sh\": there is no such file; check the path", script.Message);
    }

    [Fact]
    public async Task A_program_that_never_listens_is_reported_with_what_to_try()
    {
        await using Launched app = Launched.Node("setInterval(() => {}, 1000);");
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => app.PickAsync(seconds: 0.6));
        Assert.Equal(CaptureFault.PortNeverOpened, e.Fault);
        Assert.Equal("node app.js did not listen on a TCP port within 0.6 s; name its address with --url, drive it with --load, " +
            "or allow more time with --timeout", e.Message);
    }

    [Fact]
    public async Task Output_and_error_pass_through_byte_for_byte_without_a_word_about_the_inspector()
    {
        await using Launched app = Launched.Node("""
            const bytes = Buffer.from([0, 1, 2, 10, 13, 255, 254, 128, 10]);
            process.stdout.write(bytes);
            process.stderr.write('Debugger');
            setTimeout(() => process.stderr.write(' of mine\nDebugger attached. Not!\n'), 200);
            process.stdin.on('end', () => process.stdout.write('end of input')).resume();
            setTimeout(() => process.exit(3), 3000);
            """);
        await using (HeapSession session = await app.ConnectAsync(PickGoal.Worker))
            Assert.True((await session.ReadMemoryAsync(Cancel)).HeapUsed > 1_000_000);
        Assert.Equal(3, await app.Program.Exited);
        Assert.Equal([0, 1, 2, 10, 13, 255, 254, 128, 10, .. "end of input"u8.ToArray()], app.OutputBytes);
        Assert.Equal("Debugger of mine\nDebugger attached. Not!\n", app.Error);
    }

    [Fact]
    public async Task An_exit_while_a_session_is_open_is_noticed_at_once_and_leaves_no_line()
    {
        await using Launched app = Launched.Node("setTimeout(() => {}, 2500);");
        await using HeapSession session = await app.ConnectAsync(PickGoal.Worker);
        await app.Program.Finishing.WaitAsync(TimeSpan.FromSeconds(6), Cancel);   // Node.js 20 waits for the session to end
        await session.DisposeAsync();
        Assert.Equal(0, await app.Program.Exited.WaitAsync(TimeSpan.FromSeconds(3), Cancel));
        Assert.Equal("", app.Error);
    }

    [Fact]
    public async Task An_npm_script_runs_below_npm_and_its_server_is_picked()
    {
        await using Launched app = Launched.Start(["npm", "start"],
            ("package.json", """{ "name": "app", "version": "1.0.0", "scripts": { "start": "node server.js" } }"""), ("server.js", Scripts.Server));
        PickedProcess picked = await app.PickAsync(seconds: 9);
        Assert.NotEqual(app.Program.Pid, picked.Pid);
        Assert.Equal("node server.js", picked.Command);
        Assert.Equal($"pid {picked.Pid} (node server.js) listens on port {picked.Ports[0].Port}", picked.Reason);
        Assert.Null(picked.Note);
        await using (HeapSession session = await HeapSession.ConnectAsync(await InspectorAccess.OpenAsync(app.Program, picked, Cancel), new(), Cancel))
            Assert.Equal(picked.Pid, (await session.ReadTargetAsync(Cancel)).Pid);
        Assert.DoesNotContain("ebugger", app.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_survives_and_one_of_its_workers_is_picked()
    {
        await using Launched app = Launched.Node("""
            const cluster = require('cluster');
            if (cluster.isMaster) { cluster.fork(); cluster.fork(); cluster.on('exit', () => process.exit(9)); }
            else require('http').createServer((request, response) => response.end('ok')).listen(0, '127.0.0.1');
            """);
        PickedProcess picked = await app.PickAsync();
        Assert.NotEqual(app.Program.Pid, picked.Pid);
        Assert.Contains("is a worker of the cluster that listens on port", picked.Reason, StringComparison.Ordinal);
        Assert.StartsWith("the program is a cluster of ", picked.Note, StringComparison.Ordinal);
        await using (HeapSession session = await HeapSession.ConnectAsync(await InspectorAccess.OpenAsync(app.Program, picked, Cancel), new(), Cancel))
            Assert.Equal(picked.Pid, (await session.ReadTargetAsync(Cancel)).Pid);
        Assert.False(app.Program.Exited.IsCompleted);
        Assert.Equal("", app.Error);
    }

    [Fact]
    public async Task A_server_forked_by_the_program_is_reached_although_its_parent_holds_the_port()
    {
        await using Launched app = Launched.Start(["node", "main.js"],
            ("main.js", "require('child_process').fork('./server.js'); setInterval(() => {}, 1000);"), ("server.js", Scripts.Server));
        PickedProcess picked = await app.PickAsync();
        Assert.Equal("node ./server.js", picked.Command);
        await using (HeapSession session = await HeapSession.ConnectAsync(await InspectorAccess.OpenAsync(app.Program, picked, Cancel), new(), Cancel))
            Assert.Equal(picked.Pid, (await session.ReadTargetAsync(Cancel)).Pid);
        Assert.Equal("", app.Error);
    }

    [Fact]
    public async Task Stop_leaves_no_process_not_even_orphans_that_ignore_the_signal()
    {
        await using Launched app = Launched.Start(["sh", "./run.sh"],
            ("run.sh", "node app.js & sh -c 'node stubborn.js & exit 0'; wait\n"),
            ("app.js", Scripts.Server),
            ("stubborn.js", "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000);"));
        await app.PickAsync();
        while (!app.Output.Contains('\n', StringComparison.Ordinal))
            await Task.Delay(20, Cancel);
        int stubborn = int.Parse(app.Output, System.Globalization.CultureInfo.InvariantCulture);
        int[] all = [.. app.Program.ReadProcesses(), stubborn];
        Assert.True(all.Length >= 3);
        var clock = Stopwatch.StartNew();
        await app.Program.StopAsync(Cancel);
        Assert.InRange(clock.Elapsed.TotalSeconds, 2.5, 6);
        Assert.All(all, pid => Assert.False(ProcessFacts.TryRead(pid, out ProcessFacts facts) && !facts.HasEnded, $"pid {pid} is left"));
    }

    [Fact]
    public async Task Output_arrives_while_the_program_runs()
    {
        await using Launched app = Launched.Node("process.stdout.write('first'); setInterval(() => {}, 1000);");
        var clock = Stopwatch.StartNew();
        while (app.OutputBytes.Length < 5 && clock.Elapsed.TotalSeconds < 5)
            await Task.Delay(10, Cancel);
        Assert.Equal("first", Encoding.UTF8.GetString(app.OutputBytes));
    }
}

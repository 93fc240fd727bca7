using System.Globalization;
using Heaptrail.Capture.Guard;
using Heaptrail.Capture.Load.Http;
using Heaptrail.Capture.Processes;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

public sealed class GuardTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Keeps its answers waiting for a moment, so that there is always something under way.
    const string Server = """
        require('http').createServer((request, response) => setTimeout(() => response.end(String(process.pid)), 5)).listen(+process.argv[2], '127.0.0.1');
        """;

    [Fact]
    public async Task Workers_are_replaced_under_load_without_one_failed_request()
    {
        using var folder = new TempFolder();
        int port = FreePorts.Choose();
        await using var program = new GuardedProgram(new() { Command = Command(folder, port), Folder = folder.Path, Workers = 2 });
        await program.StartAsync(Cancel);
        await program.StartAsync(Cancel);
        int[] first = [.. program.Members.Select(member => member.Pid)];
        var driver = new HttpDriver(new UrlRequests([UrlRequest.Get($"http://127.0.0.1:{port}/")], null, false), new() { Connections = 10, Duration = TimeSpan.FromSeconds(60) });
        using var stop = new CancellationTokenSource();
        Task<HttpDriveResult> load = driver.RunAsync(null, stop.Token);
        for (int i = 0; i < 5; i++)
            await program.ReplaceAsync(program.Members.First(member => !member.IsLeaving), Cancel);
        long before = driver.Done;
        await Task.Delay(200, Cancel);
        Assert.True(driver.Done > before);
        await stop.CancelAsync();
        HttpDriveResult result = await load;
        Assert.Equal((0, 200), (result.Failed, Assert.Single(result.Statuses).Key));
        Assert.Equal(2, program.Members.Count(member => member.IsAlive && !member.IsLeaving));
        Assert.DoesNotContain(program.Members, member => first.Contains(member.Pid) && member.IsAlive);
        int primary = program.PrimaryPid!.Value;
        await program.StopAsync(Cancel);
        Assert.Empty(program.Members.Where(member => member.IsAlive));
        Assert.False(ProcessFacts.TryRead(primary, out ProcessFacts facts) && !facts.HasEnded);
    }

    [Fact]
    public async Task A_program_survives_its_guard_and_is_taken_over_by_the_next()
    {
        using var folder = new TempFolder();
        int port = FreePorts.Choose();
        var options = new GuardOptions { Command = Command(folder, port), Folder = folder.Path };
        (int pid, long ticks) = (0, 0L);
        await using (var first = new GuardedProgram(options))
        {
            GuardMember member = await first.StartAsync(Cancel);
            (pid, ticks) = (member.Pid, member.StartTicks);
        }
        using var http = new HttpClient();
        await using var second = new GuardedProgram(options);
        Assert.Null(second.TryAdopt(pid, ticks + 1));
        GuardMember adopted = second.TryAdopt(pid, ticks)!;
        Assert.Equal(pid.ToString(CultureInfo.InvariantCulture), await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), Cancel));
        Heaptrail.Diagnosis.Trend.ProcessSample? sample = null;
        for (int i = 0; i < 100 && sample?.HeapLimit is null; i++)
        {
            await Task.Delay(100, Cancel);
            sample = adopted.Read(DateTimeOffset.UtcNow);
        }
        Assert.True(sample is { HeapUsed: > 0, HeapLimit: > 0 });   // its agent has found the new guard
        GuardMember next = await second.ReplaceAsync(adopted, Cancel);
        Assert.NotEqual(pid, next.Pid);
        await second.StopAsync(Cancel);
        Assert.False(next.IsAlive || adopted.IsAlive);
    }

    [Fact]
    public async Task A_process_that_does_not_want_to_end_is_killed_when_the_grace_time_is_over()
    {
        using var folder = new TempFolder();
        folder.Write("stubborn.js", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);");
        await using var program = new GuardedProgram(new() { Command = ["node", folder.File("stubborn.js")], Folder = folder.Path, Grace = TimeSpan.FromSeconds(1), QuietTime = TimeSpan.FromSeconds(0.5) });
        GuardMember member = await program.StartAsync(Cancel);
        await program.StopAsync(Cancel);
        Assert.Equal("was ended by SIGKILL", await member.Ended);
    }

    static System.Collections.Immutable.ImmutableArray<string> Command(TempFolder folder, int port)
    {
        folder.Write("server.js", Server);
        return ["node", folder.File("server.js"), port.ToString(CultureInfo.InvariantCulture)];
    }
}

using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

public sealed class LiveCommandTests
{
    const string Leaky = """
        const kept = [];
        const server = require('http').createServer((request, response) => { kept.push(new Array(100).fill(request.url.length)); response.end('ok'); });
        server.listen(0, '127.0.0.1', () => console.log(server.address().port));
        """;

    [Fact]
    public async Task A_load_tells_how_much_the_server_holds_for_each_thousand_requests()
    {
        using var folder = new TempFolder();
        await using RunningProgram server = await RunningProgram.StartAsync(folder, Leaky);
        string[] arguments = ["load", $"http://127.0.0.1:{server.FirstLine}/", "-n", "4000", "--json"];
        (await HeaptrailCommand.RunAsync(arguments)).Succeeded();   // warms the server up
        using JsonDocument result = JsonDocument.Parse((await HeaptrailCommand.RunAsync(arguments)).Succeeded().Output);
        Assert.Equal((4000, 0), (result.RootElement.GetProperty("transactions").GetInt64(), result.RootElement.GetProperty("failed").GetInt64()));
        JsonElement memory = result.RootElement.GetProperty("memory");
        Assert.Equal(server.Pid, memory.GetProperty("pid").GetInt32());
        Assert.InRange(memory.GetProperty("perThousandRequests").GetDouble(), 700_000, 1_100_000);   // an array of 100 elements and its backing store have 816 to 848 bytes
    }

    [Fact]
    public async Task Recordings_of_a_running_process_are_written_and_can_be_read()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, """
            const kept = [];
            function keep() { for (let i = 0; i < 50; i++) kept.push(new Array(100).fill(i)); }
            setInterval(keep, 5);
            console.log('ready');
            """);
        string profile = folder.File("a.heapprofile"), timeline = folder.File("a.heaptimeline");
        (await HeaptrailCommand.RunAsync(["sample", $"{program.Pid}", "-d", "1500ms", "-o", profile])).Succeeded();
        Assert.Contains("keep", (await HeaptrailCommand.RunAsync(["allocations", profile])).Succeeded().Output, StringComparison.Ordinal);
        (await HeaptrailCommand.RunAsync(["record", $"{program.Pid}", "-d", "1s", "-o", timeline])).Succeeded();
        Assert.Contains("keep", (await HeaptrailCommand.RunAsync(["allocations", timeline])).Succeeded().Output, StringComparison.Ordinal);
        Assert.False(program.HasExited);
    }

    [Fact]
    public async Task Snapshots_are_taken_again_and_again_and_the_first_and_the_newest_stay()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, "console.log('ready'); setInterval(() => {}, 1000);");
        CommandResult result = (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "inspector", "--every", "1s", "--count", "3", "--keep", "2", "--json", "-o", folder.Path])).Succeeded();
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.heapsnapshot").Length);
        Assert.Contains("deleted ", result.Error, StringComparison.Ordinal);
    }
}

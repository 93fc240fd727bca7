using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

/// <summary>A program that allocates for some hundred milliseconds, and recordings of it.</summary>
static class RecordedProgram
{
    const string Work = """
        const kept = [];
        class Session { constructor(i) { this.name = 'session ' + i + Math.random(); this.list = [i, { i }]; } }
        function makeSession(i) { return new Session(i); }
        const keep = i => kept.push(makeSession(i));
        function recurse(n) { if (n > 0) return recurse(n - 1); kept.push({ deep: 'x'.repeat(20) + Math.random() }); }
        async function work() {
          for (let round = 0; round < 8; round++) {
            for (let i = 0; i < 150; i++) { keep(i); makeSession(i); }
            recurse(12);
            kept.push(Buffer.from('round ' + round).toString('base64'), [1, 2, 3].map(function doubled(x) { return { x }; }));
            await new Promise(done => setTimeout(done, 40));
          }
        }
        """;

    // The chunks allocate while they are written: the header then promises less than the file has.
    const string RecordsItself = Work + """

        const session = new (require('inspector').Session)(), file = require('fs').openSync(process.argv[2], 'w');
        session.connect();
        let marks = 0;
        const workOn = () => marks < 8 ? work().then(workOn) : undefined;
        session.on('HeapProfiler.lastSeenObjectId', () => marks++);
        session.on('HeapProfiler.addHeapSnapshotChunk', m => require('fs').writeSync(file, m.params.chunk));
        session.post('HeapProfiler.startTrackingHeapObjects', { trackAllocations: process.argv[3] !== 'times' }, () =>
          work().then(workOn).then(() => session.post('HeapProfiler.stopTrackingHeapObjects', { reportProgress: false }, () => session.disconnect())));
        """;

    const string Samples = Work + """

        const session = new (require('inspector').Session)();
        session.connect();
        session.post('HeapProfiler.startSampling', { samplingInterval: 128 }, () =>
          work().then(() => session.post('HeapProfiler.stopSampling', (error, result) => require('fs').writeFileSync(process.argv[2], JSON.stringify(result.profile)))));
        """;

    /// <summary>A timeline that the process records of itself.</summary>
    public static async Task<string> RecordItselfAsync(TempFolder folder, string node, string what = "stacks")
    {
        string file = folder.File("itself.heaptimeline");
        (await Command.RunAsync(node, [folder.Write("itself.cjs", RecordsItself), file, what])).Succeeded();
        return file;
    }

    /// <summary>A sampling profile.</summary>
    public static async Task<string> SampleAsync(TempFolder folder, string node)
    {
        string file = folder.File("samples.heapprofile");
        (await Command.RunAsync(node, [folder.Write("samples.cjs", Samples), file])).Succeeded();
        return file;
    }

    /// <summary>A timeline that is recorded over a WebSocket, as DevTools does.</summary>
    public static async Task<string> RecordAsync(TempFolder folder, string node)
    {
        await using RunningProgram running = await RunningProgram.StartAsync(folder, Work + "\nglobalThis.work = work;\nsetInterval(() => {}, 1000);\nconsole.log('ready');", inspect: true, node);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(await PageAsync(running.InspectorPort), TestContext.Current.CancellationToken);
        string file = folder.File("outside.heaptimeline");
        await using var output = new FileStream(file, FileMode.Create);
        await SendAsync(socket, output, 1, """{"id":1,"method":"HeapProfiler.startTrackingHeapObjects","params":{"trackAllocations":true}}""");
        await SendAsync(socket, output, 2, """{"id":2,"method":"Runtime.evaluate","params":{"expression":"work()","awaitPromise":true}}""");
        await SendAsync(socket, output, 3, """{"id":3,"method":"HeapProfiler.stopTrackingHeapObjects","params":{"reportProgress":false}}""");
        return file;
    }

    static async Task<Uri> PageAsync(int port)
    {
        using var http = new HttpClient();
        using var pages = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), TestContext.Current.CancellationToken));
        return new(pages.RootElement[0].GetProperty("webSocketDebuggerUrl").GetString()!);
    }

    static async Task SendAsync(ClientWebSocket socket, Stream output, int id, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[1 << 20];
        while (true)
        {
            using var whole = new MemoryStream();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
                whole.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            using var answer = JsonDocument.Parse(whole.ToArray());
            if (answer.RootElement.TryGetProperty("id", out JsonElement number) && number.GetInt32() == id)
                return;
            if (answer.RootElement.GetProperty("method").GetString() == "HeapProfiler.addHeapSnapshotChunk")
                await output.WriteAsync(Encoding.UTF8.GetBytes(answer.RootElement.GetProperty("params").GetProperty("chunk").GetString()!), TestContext.Current.CancellationToken);
        }
    }
}

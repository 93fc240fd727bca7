using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class DetachedTests
{
    const string Page = """
        <!doctype html><html><body><div id="app"></div><script>
        class Panel {
          constructor(i) {
            this.element = document.createElement('div');
            for (let k = 0; k < 5; k++) this.element.appendChild(document.createElement('span')).textContent = 'line ' + k;
            document.getElementById('app').appendChild(this.element);
          }
        }
        window.closedPanels = [];
        for (let i = 0; i < 50; i++) { const panel = new Panel(i); window.closedPanels.push(panel); panel.element.remove(); }
        </script></body></html>
        """;

    // Starts the browser with the page and writes a heap snapshot of it.
    const string Capture = """
        const { spawn } = require('child_process'), fs = require('fs');
        const [browser, page, profile, file] = process.argv.slice(2);
        const child = spawn(browser, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
          '--user-data-dir=' + profile, '--remote-debugging-port=0', 'file://' + page], { stdio: ['ignore', 'ignore', 'pipe'] });
        let text = '', found = false;
        child.stderr.on('data', async data => {
          text += data;
          const address = /ws:\/\/([^\/]+)\//.exec(text);
          if (!address || found) return;
          found = true;
          let target;
          while (!(target = (await (await fetch('http://' + address[1] + '/json')).json()).find(t => t.type === 'page' && t.url.startsWith('file:'))))
            await new Promise(next => setTimeout(next, 100));
          const socket = new WebSocket(target.webSocketDebuggerUrl), out = fs.createWriteStream(file);
          const send = (id, method, params = {}) => socket.send(JSON.stringify({ id, method, params }));
          socket.onopen = () => send(1, 'Runtime.evaluate', { expression: "new Promise(done => { const look = () => document.readyState === 'complete' && typeof closedPanels !== 'undefined' ? done() : setTimeout(look, 20); look(); })", awaitPromise: true });
          socket.onmessage = event => {
            const message = JSON.parse(event.data);
            if (message.id === 1) { send(2, 'HeapProfiler.enable'); send(3, 'HeapProfiler.collectGarbage'); send(4, 'HeapProfiler.takeHeapSnapshot'); }
            if (message.method === 'HeapProfiler.addHeapSnapshotChunk') out.write(message.params.chunk);
            if (message.id === 4) out.end(() => { child.on('exit', () => process.exit(0)); child.kill(); });
          };
        });
        """;

    [Fact]
    public async Task Detached_nodes_of_a_real_page_are_those_of_DevTools_and_their_holder_is_named()
    {
        string? chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "no Chromium: run ./test as root once, or install the package chromium");
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("page.heapsnapshot");
        (await Command.RunAsync(NodeVersions.Binary(24), [folder.Write("capture.cjs", Capture), chromium!, folder.Write("page.html", Page), folder.File("profile"), snapshot])).Succeeded();

        DevToolsClass[] expected = [.. (await DevTools.ClassesAsync(snapshot)).Where(row => row.Key.StartsWith(",Detached ", StringComparison.Ordinal))];
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["detached", snapshot, "--json"])).Succeeded().Output);
        JsonElement[] groups = [.. view.RootElement.GetProperty("groups").EnumerateArray()];

        Assert.Equal(expected.Select(row => (row.Key, row.Count, row.ShallowBytes, row.RetainedBytes)).Order(),
            groups.Select(group => ("," + group.GetProperty("class").GetString(), group.GetProperty("count").GetInt64(), group.GetProperty("shallowBytes").GetInt64(), group.GetProperty("retainedBytes").GetInt64())).Order());
        JsonElement panels = groups.Single(group => group.GetProperty("class").GetString() == "Detached <div>");
        Assert.Equal(50, panels.GetProperty("count").GetInt32());
        string[] path = [.. panels.GetProperty("path").EnumerateArray().Skip(1).Select(step => step.GetProperty("edge").GetProperty("name").GetString()!)];
        Assert.Equal(["closedPanels", "element"], [path[^3], path[^1]]);
    }

    [Fact]
    public async Task A_program_of_Node_has_no_documents()
    {
        using var folder = new TempFolder();
        CommandResult result = (await HeaptrailCommand.RunAsync(["detached", await RealSnapshot.WriteAsync(folder)])).Succeeded();
        Assert.Matches("^No detached (nodes|documents): Node.js has no", result.Output);
    }
}

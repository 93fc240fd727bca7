using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

public sealed partial class HeapSession
{
    readonly SemaphoreSlim debugging = new(1, 1);

    /// <summary>Lists the scripts that the target has loaded, by id.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<int, ScriptInfo>> ReadScriptsAsync(CancellationToken cancel = default)
    {
        var scripts = new ConcurrentDictionary<int, ScriptInfo>();
        client.Received += Add;
        try
        {
            // The debugger repeats an event for each script before it answers; nothing is paused.
            await DebugAsync(() => Task.FromResult(0), cancel).ConfigureAwait(false);
        }
        finally
        {
            client.Received -= Add;
        }
        return scripts;

        void Add(InspectorNotification notification)
        {
            if (notification.Method != "Debugger.scriptParsed")
                return;
            JsonElement script = notification.Parameters;
            if (int.TryParse(Text(script, "scriptId"), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                scripts[id] = new ScriptInfo(id, Text(script, "url"), Text(script, "sourceMapURL"));
        }
    }

    /// <summary>The source text of a script as the target runs it, also when its file is gone or has changed.</summary>
    /// <param name="scriptId">Id from <see cref="ReadScriptsAsync"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">There is no such script any more.</exception>
    public Task<string> ReadSourceAsync(int scriptId, CancellationToken cancel = default) => DebugAsync(async () =>
    {
        JsonElement answer = await client.SendAsync("Debugger.getScriptSource",
            writer => writer.WriteString("scriptId"u8, scriptId.ToString(CultureInfo.InvariantCulture)), cancel).ConfigureAwait(false);
        return Text(answer, "scriptSource");
    }, cancel);

    /// <summary>Runs something while the debugger is enabled.</summary>
    async Task<T> DebugAsync<T>(Func<Task<T>> action, CancellationToken cancel)
    {
        await debugging.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await client.SendAsync("Debugger.enable", null, cancel).ConfigureAwait(false);
            return await action().ConfigureAwait(false);
        }
        finally
        {
            try
            {
                if (!client.Closed.IsCompleted)
                    await client.SendAsync("Debugger.disable", null, cancel).ConfigureAwait(false);
            }
            finally
            {
                debugging.Release();
            }
        }
    }

    static string Text(JsonElement value, string name) => value.TryGetProperty(name, out JsonElement text) ? text.GetString() ?? "" : "";
}

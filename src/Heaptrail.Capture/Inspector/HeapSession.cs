using System.Diagnostics;
using System.Text.Json;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Inspector;

/// <summary>
/// Looks into the heap of one process over one connection. Ids of heap objects can only be compared between snapshots of the same session,
/// and only while no other inspector client disconnects from the process.
/// </summary>
public sealed partial class HeapSession : IAsyncDisposable
{
    static readonly TimeSpan releaseLimit = TimeSpan.FromSeconds(5);
    readonly InspectorClient client;
    readonly HeapSessionOptions options;
    ReleaseResult? released;
    bool snapshotGivenUp;
    int globalsBefore;

    HeapSession(InspectorClient client, InspectorTarget target, HeapSessionOptions options) =>
        (this.client, Target, this.options) = (client, target, options);

    /// <summary>The process.</summary>
    public InspectorTarget Target { get; }

    /// <summary>Ends when the connection has ended, for whatever reason. Never fails.</summary>
    public Task Closed => client.Closed;

    /// <summary>Connects to a process and makes sure that it is the right one.</summary>
    /// <param name="target">Where it is, from <see cref="InspectorAccess"/>.</param>
    /// <param name="options">Time limits.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="CaptureException">It cannot be reached, or another process answers.</exception>
    public static async Task<HeapSession> ConnectAsync(InspectorTarget target, HeapSessionOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var clientOptions = new InspectorClientOptions { Name = target.Name, CommandLimit = options.CommandLimit };
        var session = new HeapSession(await InspectorClient.ConnectAsync(target.Address, clientOptions, cancel).ConfigureAwait(false), target, options);
        try
        {
            if (target.Pid is { } pid)
            {
                long answered = (await session.EvaluateAsync("process.pid", cancel).ConfigureAwait(false)).GetInt64();
                if (OperatingSystem.IsLinux() && !ProcessFacts.ReadNamespacePids(pid).Contains((int)answered))
                    throw Trouble.WrongProcess(pid, answered);
            }
            session.globalsBefore = await session.CountGlobalsAsync(cancel).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Leaves the process as it was found: stops heap tracking, which would slow it down for the rest of its life, closes an inspector that
    /// we opened, and disconnects. Further calls return the first result.
    /// </summary>
    /// <param name="cancel">Ends the wait; the connection is closed all the same.</param>
    public async Task<ReleaseResult> ReleaseAsync(CancellationToken cancel = default)
    {
        if (released is not null)
            return released;
        released = new ReleaseResult(InspectorClosed: null, null);
        try
        {
            await StopWatchAsync(cancel).ConfigureAwait(false);
            if (!snapshotGivenUp || Target.Origin != InspectorOrigin.Launched)   // such a program is stopped anyway: do not wait for it
            {
                await client.SendAsync("HeapProfiler.disable", null, releaseLimit, cancel).ConfigureAwait(false);
                released = await LookBackAsync(cancel).ConfigureAwait(false);
            }
            if (Target.Origin == InspectorOrigin.OpenedBySignal)
            {
                ReleaseResult closed = await CloseInspectorAsync(cancel).ConfigureAwait(false);
                released = released with { InspectorClosed = closed.InspectorClosed, Note = closed.Note };
            }
        }
        catch (Exception e) when (e is CaptureException or OperationCanceledException)
        {
            released = await GiveUpAsync(e).ConfigureAwait(false);
        }
        finally
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
        return released;
    }

    /// <summary>Does what <see cref="ReleaseAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await ReleaseAsync().ConfigureAwait(false);

    async Task<ReleaseResult> CloseInspectorAsync(CancellationToken cancel)
    {
        await CloseInspectorAsync(client, cancel).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        while (Target.Pid is { } pid && ListeningPorts.Read(pid).Any(listener => listener.Port == Target.Address.Port))
        {
            if (clock.Elapsed > releaseLimit)
                return new ReleaseResult(InspectorClosed: false, $"the inspector of {Target.Name} is still open on port {Target.Address.Port}");
            await Task.Delay(10, cancel).ConfigureAwait(false);
        }
        return new ReleaseResult(InspectorClosed: true, null);
    }

    /// <summary>Looks whether anything of ours is left while it can still be asked.</summary>
    async Task<ReleaseResult> LookBackAsync(CancellationToken cancel)
    {
        bool isSampling;
        try
        {
            // Samples are taken for the whole process: the question is answered with an error when none are.
            await client.SendAsync("HeapProfiler.getSamplingProfile", null, releaseLimit, cancel).ConfigureAwait(false);
            isSampling = true;
        }
        catch (CaptureException e) when (e.Fault == CaptureFault.ProtocolError)
        {
            isSampling = false;
        }
        return new(InspectorClosed: null, null) { ProfilerOff = !isSampling, GlobalsGone = await CountGlobalsAsync(cancel).ConfigureAwait(false) <= globalsBefore };
    }

    /// <summary>Globals of heaptrail: a guard, or a watch that takes this snapshot, has one of its own.</summary>
    async Task<int> CountGlobalsAsync(CancellationToken cancel) =>
        (await EvaluateAsync("Object.getOwnPropertySymbols(globalThis).filter((key) => String(key.description).startsWith('heaptrail.')).length", cancel).ConfigureAwait(false)).GetInt32();

    /// <summary>The process is busy: leaves it the command to close its inspector, which it obeys when it gets to it.</summary>
    async Task<ReleaseResult> GiveUpAsync(Exception why)
    {
        if (Target.Origin != InspectorOrigin.OpenedBySignal || client.Closed.IsCompleted)
            return new ReleaseResult(InspectorClosed: null, why.Message);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            await CloseInspectorAsync(client, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CaptureException or OperationCanceledException)
        {
        }
        return new ReleaseResult(InspectorClosed: null, $"{why.Message}; its inspector on port {Target.Address.Port} closes when it has time");
    }

    /// <summary>Makes a process close its inspector. There is no answer to this command: the connection ends.</summary>
    internal static async Task CloseInspectorAsync(InspectorClient client, CancellationToken cancel)
    {
        try
        {
            await client.SendAsync("Runtime.evaluate", writer => WriteExpression(writer, "process._debugEnd()"), releaseLimit, cancel).ConfigureAwait(false);
        }
        catch (CaptureException e) when (e.Fault == CaptureFault.InspectorLost)
        {
        }
    }

    /// <summary>Evaluates an expression that only reads, and returns its value.</summary>
    async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancel)
    {
        JsonElement answer = await client.SendAsync("Runtime.evaluate", writer => WriteExpression(writer, expression), cancel).ConfigureAwait(false);
        if (answer.TryGetProperty("exceptionDetails", out JsonElement details))
            throw Trouble.EvaluationFailed(details.TryGetProperty("exception", out JsonElement thrown) && thrown.TryGetProperty("description", out JsonElement text)
                ? text.GetString()!.Split('\n')[0]
                : details.GetRawText());
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    static void WriteExpression(Utf8JsonWriter writer, string expression)
    {
        writer.WriteString("expression"u8, expression);
        writer.WriteBoolean("returnByValue"u8, true);
        writer.WriteBoolean("includeCommandLineAPI"u8, true);   // gives require() to ES modules as well
        writer.WriteBoolean("awaitPromise"u8, false);
        writer.WriteBoolean("silent"u8, true);
    }
}

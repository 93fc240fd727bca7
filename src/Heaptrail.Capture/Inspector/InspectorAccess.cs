using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Inspector;

/// <summary>Finds or opens the inspector of a process. No signal is sent before the process is known to survive it.</summary>
public static partial class InspectorAccess
{
    static readonly TimeSpan openLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan bootLimit = TimeSpan.FromSeconds(3);
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(5);

    /// <summary>The inspector of a process of a program that we started; opened when it is not open yet.</summary>
    /// <param name="program">The program.</param>
    /// <param name="picked">The process, from <see cref="NodeProcessPicker"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">It cannot be opened, or the program has ended.</exception>
    public static async Task<InspectorTarget> OpenAsync(TargetProgram program, PickedProcess picked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(picked);
        if (!ProcessFacts.TryRead(picked.Pid, out ProcessFacts process))
        {
            program.ThrowIfExited();
            throw Trouble.NoSuchProcess(picked.Pid);
        }
        foreach (IPEndPoint listener in ListeningPorts.Read(picked.Pid))
            if (InspectorPorts.IsOurs(listener.Port, program.InspectorPort) || InspectorPorts.IsLikely(listener.Port, process))
                if (await TryAskAsync(listener, cancel).ConfigureAwait(false) is { } address)
                    return new InspectorTarget(address, picked.Pid, InspectorOrigin.Launched);
        await FreeInspectorPortAsync(program, picked.Pid, cancel).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        while (SignalMasks.TryRead(picked.Pid, out SignalMasks masks) && !masks.CanOpenInspectorBySignal && clock.Elapsed < bootLimit)
            await Task.Delay(pollTime, cancel).ConfigureAwait(false);   // still starting
        program.ThrowIfExited();
        return await OpenBySignalAsync(process, cancel).ConfigureAwait(false) with { Origin = InspectorOrigin.Launched };
    }

    /// <summary>The inspector of a running process, by process id; opened by SIGUSR1 when it is not open yet.</summary>
    /// <param name="pid">Process id of the node process.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">There is no such process, it is not Node.js, not ours, or its inspector cannot be opened.</exception>
    public static async Task<InspectorTarget> AttachAsync(int pid, CancellationToken cancel = default)
    {
        Trouble.RequireLinux();
        if (!ProcessFacts.TryRead(pid, out ProcessFacts process) || process.HasEnded)
            throw Trouble.NoSuchProcess(pid);
        // The executable of another user's process cannot be read, so ask for the rights first.
        if (!ListeningPorts.CanRead(pid))
            throw Trouble.NotOurs(process);
        if (!process.IsNode)
            throw Trouble.NotNode(process);
        foreach (IPEndPoint listener in InspectorPorts.InOrderOfLikelihood(ListeningPorts.Read(pid), process))
            if (InspectorPorts.IsLikely(listener.Port, process) && await TryAskAsync(listener, cancel).ConfigureAwait(false) is { } address)
                return new InspectorTarget(address, pid, InspectorOrigin.AlreadyOpen);
        return await OpenBySignalAsync(process, cancel).ConfigureAwait(false);
    }

    /// <summary>The inspector at an address.</summary>
    /// <param name="address"><c>host:port</c>, <c>:port</c> on this machine, or the <c>ws://</c> address that Node.js prints.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">No inspector answers there.</exception>
    public static async Task<InspectorTarget> AttachAsync(string address, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "ws" or "http")
        {
            if (url.Scheme == "ws" && url.AbsolutePath.Length > 1)
                return new InspectorTarget(url, null, InspectorOrigin.Given);
            address = url.Authority;
        }
        if (!InspectorEndpoint.TryParse(address, out InspectorEndpoint endpoint))
            throw Trouble.NoInspector(address, "that is not an address such as 127.0.0.1:9229 or ws://127.0.0.1:9229/…");
        ImmutableArray<InspectorPage> pages = await endpoint.ListAsync(cancel).ConfigureAwait(false);
        return new InspectorTarget(pages[0].Address, null, InspectorOrigin.Given);
    }
}

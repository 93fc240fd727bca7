using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Inspector;

public static partial class InspectorAccess
{
    /// <summary>Opens the inspector by SIGUSR1 and recognises it as the listener that was not there before.</summary>
    static async Task<InspectorTarget> OpenBySignalAsync(ProcessFacts process, CancellationToken cancel)
    {
        if (!SignalMasks.TryRead(process.Pid, out SignalMasks masks))
            throw Trouble.NoSuchProcess(process.Pid);
        if (!ListeningPorts.SharesNetwork(process.Pid))
            throw Trouble.OtherNetwork(process);
        if (masks.WhyNot is { } reason)
            throw Trouble.CannotSignal(process, reason);
        ImmutableArray<IPEndPoint> before = ListeningPorts.Read(process.Pid);
        int error = Signals.Send(process.Pid, Signals.Usr1);
        if (error != 0)
            throw error == 1 ? Trouble.NotOurs(process) : Trouble.NoSuchProcess(process.Pid);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < openLimit)
        {
            foreach (IPEndPoint listener in ListeningPorts.Read(process.Pid).Except(before))
                if (await TryAskAsync(listener, cancel).ConfigureAwait(false) is { } opened)
                    return new InspectorTarget(opened, process.Pid, InspectorOrigin.OpenedBySignal);
            if (!ProcessFacts.TryRead(process.Pid, out ProcessFacts now) || now.HasEnded)
                throw Trouble.NoSuchProcess(process.Pid);
            await Task.Delay(pollTime, cancel).ConfigureAwait(false);
        }
        // An inspector that was open before on a port of the program's own choice does not open a second time.
        foreach (IPEndPoint listener in InspectorPorts.InOrderOfLikelihood(before, process).Where(listener => IPAddress.IsLoopback(listener.Address)))
            if (await TryAskAsync(listener, cancel).ConfigureAwait(false) is { } open)
                return new InspectorTarget(open, process.Pid, InspectorOrigin.AlreadyOpen);
        throw Trouble.SignalWithoutEffect(process, openLimit);
    }

    /// <summary>
    /// Closes the inspectors that other processes of the program hold on our ports: a process forked from one with our option wants the same
    /// port.
    /// </summary>
    static async Task FreeInspectorPortAsync(TargetProgram program, int except, CancellationToken cancel)
    {
        foreach (int pid in program.ReadProcesses().Remove(except))
            foreach (IPEndPoint listener in ListeningPorts.Read(pid))
                if (InspectorPorts.IsOurs(listener.Port, program.InspectorPort) && await TryAskAsync(listener, cancel).ConfigureAwait(false) is { } address)
                {
                    var options = new InspectorClientOptions { Name = $"process {pid}" };
                    InspectorClient client = await InspectorClient.ConnectAsync(address, options, cancel).ConfigureAwait(false);
                    await using (client.ConfigureAwait(false))
                        await HeapSession.CloseInspectorAsync(client, cancel).ConfigureAwait(false);
                }
    }

    static async Task<Uri?> TryAskAsync(IPEndPoint listener, CancellationToken cancel)
    {
        try
        {
            return (await InspectorEndpoint.Of(listener).ListAsync(cancel).ConfigureAwait(false))[0].Address;
        }
        catch (CaptureException)
        {
            return null;
        }
    }
}

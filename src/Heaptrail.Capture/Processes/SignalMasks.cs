using System.Globalization;

namespace Heaptrail.Capture.Processes;

/// <summary>What a process does with signals, one bit per signal as in <c>/proc/PID/status</c>: bit 0 is signal 1.</summary>
/// <param name="Blocked">Signals that are held back (<c>SigBlk</c>).</param>
/// <param name="Ignored">Signals that do nothing (<c>SigIgn</c>).</param>
/// <param name="Caught">Signals that have a handler (<c>SigCgt</c>).</param>
public readonly record struct SignalMasks(ulong Blocked, ulong Ignored, ulong Caught)
{
    const ulong Usr1 = 1UL << (Signals.Usr1 - 1);

    /// <summary>
    /// Whether SIGUSR1 may be sent to a Node.js process to open its inspector. Sending it to a process that has no handler ends that process.
    /// </summary>
    public bool CanOpenInspectorBySignal => WhyNot is null;

    /// <summary>Why SIGUSR1 must not be sent, as the end of a sentence; <see langword="null"/> when it may be.</summary>
    public string? WhyNot
    {
        get
        {
            if ((Blocked & Usr1) != 0)
                return "it blocks SIGUSR1, as Node.js does under --disable-sigusr1 or the permission model";
            if ((Ignored & Usr1) != 0)
                return "it ignores SIGUSR1";
            if ((Caught & Usr1) == 0)
                return "it has no handler for SIGUSR1 (Node.js is still starting, or was built without the inspector), so the signal would end it";
            return null;
        }
    }

    /// <summary>Reads the masks of a process's main thread.</summary>
    /// <param name="pid">Process id.</param>
    /// <param name="masks">The masks.</param>
    /// <returns><see langword="false"/> when there is no such process.</returns>
    public static bool TryRead(int pid, out SignalMasks masks)
    {
        masks = default;
        if (ReadMask(pid, "SigBlk") is not { } blocked || ReadMask(pid, "SigIgn") is not { } ignored || ReadMask(pid, "SigCgt") is not { } caught)
            return false;
        masks = new SignalMasks(blocked, ignored, caught);
        return true;
    }

    static ulong? ReadMask(int pid, string field) =>
        ulong.TryParse(ProcFile.TryReadStatus(pid, field), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask) ? mask : null;
}

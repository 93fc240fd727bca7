using Heaptrail.Capture.Processes;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Judges what can be captured here.</summary>
static class DoctorWorkflow
{
    // Of <linux/capability.h>.
    const int Ptrace = 19;
    const int NoAttach = 3;
    const int AdminsOnly = 2;
    const long LittleRoom = 1L << 30;
    const long SmallCore = 4L << 30;

    /// <summary>Judges.</summary>
    /// <param name="facts">What the system says.</param>
    /// <param name="pid">The process that is asked about.</param>
    public static DoctorView Judge(MachineFacts facts, int? pid) => new()
    {
        Tool = OpenedSnapshot.Tool,
        Pid = pid,
        Checks = [Memory(facts), CoreLimit(facts, pid), CorePattern(facts), Room(facts), Node(facts)],
    };

    static DoctorCheck Memory(MachineFacts facts)
    {
        const string Name = "Snapshots from outside";
        bool isCapable = (facts.Capabilities >> Ptrace & 1) != 0;
        if (facts.PtraceScope >= NoAttach)
            return new(Name, DoctorVerdict.Fails, "The system forbids everybody to look into processes (ptrace_scope 3), until it is started anew.", "Use 'snapshot --method inspector'.");
        if (isCapable)
            return new(Name, DoctorVerdict.Works, "heaptrail may read the memory of processes of all users: a snapshot stops them for milliseconds.");
        string advice = facts.IsContainer
            ? "Start the container with --cap-add=SYS_PTRACE, and for processes of another one with --pid=container:NAME."
            : "Run heaptrail as root, or 'sysctl kernel.yama.ptrace_scope=0'.";
        return facts.PtraceScope switch
        {
            0 => new(Name, DoctorVerdict.Limited, "heaptrail may read the memory of processes of this user, not of others.", "For those of others run it as root."),
            AdminsOnly => new(Name, DoctorVerdict.Fails, "Only root may look into processes here (ptrace_scope 2).", advice),
            _ => new(Name, DoctorVerdict.Fails, "heaptrail may only look into processes that it started itself (ptrace_scope 1).", advice),
        };
    }

    static DoctorCheck CoreLimit(MachineFacts facts, int? pid)
    {
        const string Name = "Size of core dumps";
        string who = pid is { } number ? $"Process {number}" : "A program started here";
        if (facts.CorePattern.StartsWith('|') || facts.CoreLimit is null)
            return new(Name, DoctorVerdict.Works, facts.CoreLimit is null ? $"{who} may leave a core dump of any size." : "The program that takes core dumps decides about their size.");
        string advice = pid is { } id ? $"prlimit --pid {id} --core=unlimited" : facts.CoreHardLimit is null ? "ulimit -c unlimited, before the program is started" : "ulimit -Hc unlimited as root, before the program is started";
        return facts.CoreLimit == 0
            ? new(Name, DoctorVerdict.Fails, $"{who} leaves no core dump: the limit is 0.", advice)
            : new(Name, facts.CoreLimit < SmallCore ? DoctorVerdict.Limited : DoctorVerdict.Works, $"{who} leaves a core dump of {ByteSize.Format(facts.CoreLimit.Value)} at most; the rest is cut off.", advice);
    }

    static DoctorCheck CorePattern(MachineFacts facts)
    {
        const string Name = "Place of core dumps";
        string pattern = facts.CorePattern;
        if (pattern.Length == 0)
            return new(Name, DoctorVerdict.Limited, "The system does not say where core dumps go.");
        if (pattern.Contains("systemd-coredump", StringComparison.Ordinal))
            return new(Name, DoctorVerdict.Works, "systemd-coredump keeps core dumps.", "coredumpctl dump PID --output=core, then heaptrail leaks core");
        if (pattern.StartsWith('|'))
        {
            return new(Name, DoctorVerdict.Limited, $"Core dumps go to the program {pattern[1..].Split(' ')[0]}{(facts.IsContainer ? ", which runs outside of the container" : "")}; what it keeps is up to it.",
                "sysctl kernel.core_pattern=/var/tmp/core.%p keeps them as files.");
        }
        return pattern.StartsWith('/')
            ? new(Name, DoctorVerdict.Works, $"Core dumps are written to {pattern}{(facts.IsContainer ? ", a path inside of the container" : "")}.")
            : new(Name, DoctorVerdict.Limited, $"Core dumps are written to '{pattern}' in the working folder of the program, if it may write there.", "sysctl kernel.core_pattern=/var/tmp/core.%p gives them one place.");
    }

    static DoctorCheck Room(MachineFacts facts)
    {
        string found = $"{ByteSize.Format(facts.FreeBytes)} are free in this folder.";
        return facts.FreeBytes < LittleRoom
            ? new("Room for snapshots", DoctorVerdict.Limited, found, "A snapshot takes about as much as the heap, a core dump as the memory of the process: choose another folder with -o.")
            : new("Room for snapshots", DoctorVerdict.Works, found);
    }

    static DoctorCheck Node(MachineFacts facts) => facts.HasNode
        ? new("Node.js", DoctorVerdict.Works, "node is on the PATH.")
        : new("Node.js", DoctorVerdict.Limited, "There is no node on the PATH: 'find' and 'guard' need the path of one.", "heaptrail find -- /path/to/node app.js");
}

using System.Collections.Immutable;
using System.Globalization;

namespace Heaptrail.Capture.Processes;

/// <summary>The processes that a process has started, and those that they have started.</summary>
public static class ProcessTree
{
    /// <summary>Ids of all living descendants, parents before their children; the process itself is not among them.</summary>
    /// <param name="pid">Process id.</param>
    public static ImmutableArray<int> Descendants(int pid)
    {
        var found = new List<int>();
        ILookup<int, int>? scan = File.Exists(ProcFile.PathOf(Environment.ProcessId, $"task/{Environment.ProcessId}/children")) ? null : ScanByParent();
        Add(pid);
        return [.. found];

        void Add(int parent)
        {
            foreach (int child in scan?[parent] ?? ChildrenFromThreads(parent))
            {
                if (found.Contains(child))
                    continue;
                found.Add(child);
                Add(child);
            }
        }
    }

    /// <summary>Processes whose environment at their start held a variable with a value: also those whose parents have gone.</summary>
    internal static IEnumerable<int> Marked(string variable, string value) =>
        ProcFile.AllPids().Where(pid => pid != Environment.ProcessId && ProcessFacts.ReadVariable(pid, variable) == value);

    /// <summary>Each thread lists the children that it started.</summary>
    static IEnumerable<int> ChildrenFromThreads(int pid)
    {
        foreach (string task in ProcFile.TryList(ProcFile.PathOf(pid, "task")) ?? [])
        {
            string name = $"task/{Path.GetFileName(task)}/children";
            foreach (string child in (ProcFile.TryReadText(pid, name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return int.Parse(child, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>For kernels without the children files.</summary>
    static ILookup<int, int> ScanByParent() => ProcFile.AllPids()
        .Select(pid => ProcessFacts.TryRead(pid, out ProcessFacts facts) ? facts : null).OfType<ProcessFacts>()
        .ToLookup(facts => facts.Parent, facts => facts.Pid);
}

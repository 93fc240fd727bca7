using System.Globalization;

namespace Heaptrail.Postmortem.Live;

/// <summary>A mapping of a process, from <c>/proc/PID/maps</c>.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address behind it.</param>
/// <param name="Permissions">As in <c>rw-p</c>.</param>
/// <param name="Path">The file behind it, a name in brackets, or nothing.</param>
readonly record struct Mapping(ulong Start, ulong End, string Permissions, string Path)
{
    /// <summary>
    /// Whether V8 may have something there: private and readable memory without code, and without a file except for its written part.
    /// </summary>
    internal bool MayHoldHeap =>
        Permissions is ['r', _, '-', 'p'] && (Path.Length == 0 || Path is "[heap]" or "[stack]" || Path.StartsWith("[anon", StringComparison.Ordinal) || Permissions[1] == 'w');
}

/// <summary>Reads <c>/proc/PID/maps</c>.</summary>
static class ProcessMaps
{
    internal static List<Mapping> Read(int pid)
    {
        var mappings = new List<Mapping>();
        foreach (string line in File.ReadLines($"/proc/{pid}/maps"))
        {
            string[] fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields[0].Split('-');
            mappings.Add(new(Address(range[0]), Address(range[1]), fields[1], fields.Length > 5 ? fields[5].Trim() : ""));
        }
        return mappings;
    }

    static ulong Address(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

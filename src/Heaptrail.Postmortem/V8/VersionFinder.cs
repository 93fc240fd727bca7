using System.Globalization;
using System.Text;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>Finds the version of V8 in the memory itself: every Node.js has it there as <c>13.6.233.17-node.53</c>.</summary>
static unsafe class VersionFinder
{
    const int LongestVersion = 16;

    /// <summary>The version found most often; <see langword="null"/> when there is none.</summary>
    internal static string? Find(AddressSpace space)
    {
        var found = new Dictionary<string, int>();
        foreach (MemoryRange range in space.Ranges)
        {
            for (long piece = 0; piece < range.Length; piece += 1 << 30)
                Search(new(range.Pointer + piece, (int)Math.Min(1 << 30, range.Length - piece)), found);
        }
        return found.Count == 0 ? null : found.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).First().Key;
    }

    static void Search(ReadOnlySpan<byte> bytes, Dictionary<string, int> found)
    {
        ReadOnlySpan<byte> mark = "-node."u8;
        for (int at = 0; bytes[at..].IndexOf(mark) is >= 0 and var next; at += next + mark.Length)
        {
            int end = at + next;
            int start = end;
            while (start > 0 && end - start < LongestVersion && (bytes[start - 1] is >= (byte)'0' and <= (byte)'9' or (byte)'.'))
                start--;
            string version = Encoding.ASCII.GetString(bytes[start..end]);
            if (version.Split('.') is [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
                found[version] = found.GetValueOrDefault(version) + 1;
        }
    }

    /// <summary>The layout for a version.</summary>
    /// <exception cref="HeapReadException">There is none.</exception>
    internal static V8Layout LayoutOf(string? version)
    {
        if (version is null)
            throw new HeapReadException("this is not the memory of a Node.js process: no version of V8 was found in it");
        return V8Layout.All.FirstOrDefault(layout => version.StartsWith(layout.Version, StringComparison.Ordinal))
            ?? throw new HeapReadException(string.Create(CultureInfo.InvariantCulture,
                $"the heap of V8 {version} cannot be read from memory: known are Node.js {string.Join(", ", V8Layout.All.Select(layout => layout.Node))}; use --method inspector"));
    }
}

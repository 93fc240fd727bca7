using System.Text;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Processes;

/// <summary>Keeps the last few kilobytes of an output, for error messages.</summary>
sealed partial class OutputTail
{
    const int Capacity = 8 * 1024;
    readonly Lock gate = new();
    readonly byte[] bytes = new byte[Capacity];
    int count;

    internal void Add(ReadOnlySpan<byte> added)
    {
        lock (gate)
        {
            added = added[Math.Max(0, added.Length - Capacity)..];
            int kept = Math.Min(count, Capacity - added.Length);
            bytes.AsSpan(count - kept, kept).CopyTo(bytes);
            added.CopyTo(bytes.AsSpan(kept));
            count = kept + added.Length;
        }
    }

    internal string Text
    {
        get
        {
            lock (gate)
                return Encoding.UTF8.GetString(bytes, 0, count);
        }
    }

    /// <summary>The line that says best why a program ended: the last error, otherwise the last line that is not part of a stack.</summary>
    internal string? TellingLine()
    {
        string[] lines = [.. Text.Split('\n').Select(line => Colours().Replace(line, "").TrimEnd()).Where(line => line.Length > 0)];
        string? line = lines.LastOrDefault(line => ErrorLine().IsMatch(line)) ?? lines.LastOrDefault(line => !NoiseLine().IsMatch(line));
        return line is { Length: > 300 } ? line[..300] + "…" : line?.Trim();
    }

    [GeneratedRegex(@"^(Uncaught )?([A-Za-z]*Error|FATAL ERROR)\b( \[\w+\])?: ")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^(\s+at |\s*[\^{}]|\s+\w+: |Node\.js v\d|\s)")]
    private static partial Regex NoiseLine();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colours();
}

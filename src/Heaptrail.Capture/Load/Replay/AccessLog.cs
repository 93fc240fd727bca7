using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>Reads access logs: common and combined, JSON lines, and HAR.</summary>
public static class AccessLog
{
    /// <summary>Reads a log and finds out what it is.</summary>
    /// <param name="text">All of it.</param>
    /// <returns>The requests in order of time.</returns>
    /// <exception cref="InvalidDataException">There is no request in it.</exception>
    public static RecordedLog Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().TrimStart() is ['{', ..] && HarFile.TryParse(text) is { } archive)
            return archive.Requests.IsEmpty ? throw new InvalidDataException("the archive has no HTTP requests") : archive;
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
        bool isJson = Array.FindIndex(lines, line => line[0] == '{') == 0;
        var found = ImmutableArray.CreateBuilder<RecordedRequest>();
        foreach (string line in lines)
            if ((isJson ? JsonLogLine.TryParse(line) : CommonLogLine.TryParse(line)) is { } request)
                found.Add(request);
        if (found.Count == 0)
            throw new InvalidDataException(lines.Length == 0 ? "the file is empty" : $"none of its {lines.Length} lines is a request: expected an access log in common or combined format, JSON lines with a time and a url, or a HAR file");
        return new RecordedLog(isJson ? "JSON lines" : "combined", Spread([.. found.OrderBy(request => request.At)]), lines.Length - found.Count);
    }

    /// <summary>
    /// Logs with whole seconds would replay as bursts at the start of each second: the requests of a second are spread over it.
    /// </summary>
    static ImmutableArray<RecordedRequest> Spread(RecordedRequest[] requests)
    {
        if (requests.Any(request => request.At.Ticks % TimeSpan.TicksPerSecond != 0))
            return [.. requests];
        for (int first = 0, next; first < requests.Length; first = next)
        {
            for (next = first + 1; next < requests.Length && requests[next].At == requests[first].At; next++)
            {
            }
            for (int i = first + 1; i < next; i++)
                requests[i] = requests[i] with { At = requests[first].At + (TimeSpan.FromSeconds(1) * (i - first) / (next - first)) };
        }
        return [.. requests];
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Processes;

/// <summary>Finds the version of Node.js that a process runs, without touching the process: asks its executable, once each.</summary>
sealed partial class NodeVersionReader
{
    static readonly TimeSpan limit = TimeSpan.FromSeconds(3);
    readonly Dictionary<string, string?> known = new(StringComparer.Ordinal);

    /// <summary>The version without the <c>v</c>; <see langword="null"/> when the executable has gone or is not ours to run.</summary>
    public async Task<string?> ReadAsync(ProcessFacts facts, CancellationToken cancel)
    {
        // The same folder of another file system would be another program.
        string root = ProcFile.TryReadLink(ProcFile.PathOf(facts.Pid, "root")) ?? "/";
        if (root != "/" || facts.Executable is not { } file || !File.Exists(file))
            return null;
        if (!known.TryGetValue(file, out string? version))
            known[file] = version = await AskAsync(file, cancel).ConfigureAwait(false);
        return version;
    }

    static async Task<string?> AskAsync(string file, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(file, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Remove("NODE_OPTIONS");
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                string text = await process.StandardOutput.ReadToEndAsync(cancel).WaitAsync(limit, cancel).ConfigureAwait(false);
                return Version().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
            }
            catch (TimeoutException)
            {
                process.Kill();
                return null;
            }
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^v(\d+\.\d+\.\d+\S*)")]
    private static partial Regex Version();
}

using Heaptrail.Capture.Inspector;

namespace Heaptrail.Capture.Guard;

/// <summary>The scripts that run in guarded processes, written to a folder where Node.js can load them.</summary>
static class GuardScripts
{
    /// <summary>Writes the agent. Returns its path.</summary>
    internal static string WriteAgent(string folder) => Write(folder, "agent.cjs", text => text.Replace("/*PROBE*/", WatchProbe.Start.Trim(), StringComparison.Ordinal));

    /// <summary>Writes the primary. Returns its path.</summary>
    internal static string WritePrimary(string folder) => Write(folder, "primary.cjs", text => text);

    static string Write(string folder, string name, Func<string, string> complete)
    {
        using Stream source = typeof(GuardScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(source);
        string path = Path.GetFullPath(Path.Combine(folder, name));
        // Another guard's processes may load the old one this moment: never half a file.
        string partial = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(partial, complete(reader.ReadToEnd()));
        File.Move(partial, path, overwrite: true);
        return path;
    }
}

using System.Collections.Immutable;

namespace Heaptrail.Capture.Inspector;

/// <summary>What a target says about itself.</summary>
/// <param name="NodeVersion">Version of Node.js without the <c>v</c>, such as <c>20.20.2</c>.</param>
/// <param name="V8Version">Version of V8.</param>
/// <param name="Pid">Process id as the target sees it: another number inside a container.</param>
/// <param name="WorkingDirectory">Its current folder.</param>
/// <param name="Arguments">Its command line: path of node, path of the script, the script's arguments.</param>
/// <param name="HeapLimitBytes">V8's limit for its heap; <see langword="null"/> when it cannot be read.</param>
public sealed record TargetFacts(
    string NodeVersion, string V8Version, int Pid, string WorkingDirectory, ImmutableArray<string> Arguments, long? HeapLimitBytes)
{
    /// <summary>First number of the version; 0 when it has none.</summary>
    public int Major => int.TryParse(NodeVersion.Split('.')[0], out int major) ? major : 0;
}

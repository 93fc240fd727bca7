namespace Heaptrail.NodeTests.Support;

/// <summary>The Node.js majors that ./test installs from npm, beside the one on the PATH.</summary>
static class NodeVersions
{
    public static readonly int[] Majors = [16, 18, 20, 22, 24, 26];

    /// <summary>Path of a major's binary; the test is skipped when it is not installed.</summary>
    public static string Binary(int major)
    {
        string path = Path.Combine(TestPaths.Cache, "node-versions", "node_modules", $"node{major}", "bin", "node");
        Assert.SkipUnless(File.Exists(path), $"Node {major} is not installed: run ./test once");
        return path;
    }
}

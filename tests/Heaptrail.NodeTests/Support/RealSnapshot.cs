namespace Heaptrail.NodeTests.Support;

/// <summary>A snapshot of a small real process.</summary>
static class RealSnapshot
{
    public static async Task<string> WriteAsync(TempFolder folder)
    {
        string file = folder.File("whole.heapsnapshot");
        string program = folder.Write("write.cjs", "require('v8').writeHeapSnapshot(process.argv[2]);");
        (await Command.RunAsync("node", [program, file])).Succeeded();
        return file;
    }
}

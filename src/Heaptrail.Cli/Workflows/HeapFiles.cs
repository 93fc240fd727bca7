using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Writing;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Writes heaps that were read from memory as snapshots: a file for the main thread, and one for each worker thread.</summary>
static class HeapFiles
{
    /// <summary>Writes them and gives their graphs back.</summary>
    /// <param name="heaps">The largest first.</param>
    /// <param name="path">File of the first; those of the others are named after it.</param>
    /// <param name="force">Whether files that exist are overwritten.</param>
    /// <param name="progress">Told what is being written.</param>
    /// <param name="cancel">Stops it.</param>
    public static SnapshotTakenFile[] Write(IReadOnlyList<MemoryHeap> heaps, string path, bool force, IProgressDisplay progress, CancellationToken cancel)
    {
        var files = new List<SnapshotTakenFile>();
        foreach (MemoryHeap heap in heaps)
        {
            string file = files.Count == 0 ? path : Path.ChangeExtension(path, null) + $"-worker-{files.Count}.heapsnapshot";
            progress.Step($"writing {file}");
            string partial = file + ".partial";
            using (FileStream output = OutputFile.Create(partial, force: true))
                SnapshotFileWriter.Write(heap.Graph, output, cancel);
            File.Move(partial, file, force);
            files.Add(new(file, new FileInfo(file).Length, heap.Graph.NodeCount));
            heap.Graph.Dispose();
        }
        return [.. files];
    }
}

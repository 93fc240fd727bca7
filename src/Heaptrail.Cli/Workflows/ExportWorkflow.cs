using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Export;

namespace Heaptrail.Cli.Workflows;

/// <summary>The nodes or edges of one snapshot as rows: read, write row by row.</summary>
sealed class ExportWorkflow(string file, bool edges, ExportFormat format, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <param name="open">Opens what is written to; not before the file is read.</param>
    /// <param name="isDone">Whether the reader of the output has left.</param>
    /// <param name="cancel">Stops it.</param>
    public void Run(Func<Stream> open, Func<bool> isDone, CancellationToken cancel)
    {
        OpenedSnapshot snapshot = OpenedSnapshot.Read(file, progress, cancel);
        if (edges)
            Write(destination => EdgeExport.Write(snapshot.Heap, format, destination, isDone, cancel), open);
        else
            Write(destination => NodeExport.Write(snapshot.Heap, format, destination, isDone, cancel), open);
    }

    void Write(Action<Stream> write, Func<Stream> open)
    {
        using Stream destination = open();
        progress.Step("writing");
        write(destination);
        progress.Done();
    }
}

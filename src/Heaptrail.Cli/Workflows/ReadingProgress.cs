using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Reading;

namespace Heaptrail.Cli.Workflows;

/// <summary>Tells the user how much of a file is read.</summary>
sealed class ReadingProgress(IProgressDisplay display) : IProgress<ReadProgress>
{
    public void Report(ReadProgress value) =>
        display.Update(value.TotalBytes > 0 ? $"{ByteSize.Format(value.BytesRead)} of {ByteSize.Format(value.TotalBytes)}" : ByteSize.Format(value.BytesRead));
}

using Heaptrail.Heap.Matching;

namespace Heaptrail.Cli.Workflows;

/// <summary>Recognises the objects of memory captures, one after the other: the memory of a process has no ids that last.</summary>
sealed class CaptureMatching
{
    MemoryCapture? previous;
    string previousFile = "";
    double share = 1;

    /// <summary>What the report has to say about it; <see langword="null"/> when there was nothing to match.</summary>
    public string? Sentence { get; private set; }

    /// <summary>The heap that the captures are of; <see langword="null"/> before the first.</summary>
    public ulong? Isolate => previous?.Isolate;

    /// <summary>Takes the next capture and gives back the memory of the one before, which nobody asks any more.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="capture">The capture; its graph must stay until the next one.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Which objects it has in common with the one before; <see langword="null"/> for the first.</returns>
    /// <exception cref="UsageException">They are not of one process, or nothing happened between them.</exception>
    public ObjectMatches? Next(string file, MemoryCapture capture, CancellationToken cancel)
    {
        ObjectMatches? matches = null;
        if (previous is { } before)
        {
            if (before.Isolate != capture.Isolate)
                throw new UsageException($"{previousFile} and {file} are not of one process: their heaps lie at different addresses. Give captures of one process");
            matches = ObjectMatcher.Find(before.Objects, capture.Objects, cancel);
            if (matches.Pairs.Count == before.Graph.NodeCount && before.Graph.NodeCount == capture.Graph.NodeCount && before.Graph.EdgeCount == capture.Graph.EdgeCount)
                throw new UsageException($"{previousFile} and {file} are the same: nothing happened between them. Give captures with work between them");
            share = Math.Min(share, matches.Share);
            Sentence = capture.Isolate == 0
                ? $"Ids of objects were not used: {share:0.0 %} of the objects of each snapshot were recognised in the next one by their path from the root and their class."
                : $"Memory captures have no ids of objects: {share:0.0 %} of the objects of each were recognised in the next one by their address, their path from the root and their class.";
        }
        previous?.Graph.Dispose();
        previous = capture;
        previousFile = file;
        return matches;
    }
}

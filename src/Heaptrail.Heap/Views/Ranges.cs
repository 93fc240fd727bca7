namespace Heaptrail.Heap.Views;

/// <summary>Cuts a column into about equal parts, one for each thread.</summary>
static class Ranges
{
    const int Smallest = 1 << 14;
    const int Most = 8;

    /// <summary>The parts in order; one of nothing when there is nothing.</summary>
    internal static (int Begin, int End)[] Of(int count)
    {
        int parts = Math.Clamp(Math.Min(Environment.ProcessorCount, count / Smallest), 1, Most);
        return [.. Enumerable.Range(0, parts).Select(i => ((int)((long)count * i / parts), (int)((long)count * (i + 1) / parts)))];
    }
}

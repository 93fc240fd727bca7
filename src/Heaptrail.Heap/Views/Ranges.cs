namespace Heaptrail.Heap.Views;

/// <summary>Cuts a column into about equal parts, one for each thread.</summary>
static class Ranges
{
    const int Smallest = 1 << 14;
    const int Most = 8;

    /// <summary>Where the parts begin, and where the last one ends; one of nothing when there is nothing.</summary>
    internal static int[] Of(int count)
    {
        int parts = Math.Clamp(Math.Min(Environment.ProcessorCount, count / Smallest), 1, Most);
        var cuts = new int[parts + 1];
        for (int i = 0; i <= parts; i++)
            cuts[i] = (int)((long)count * i / parts);
        return cuts;
    }
}

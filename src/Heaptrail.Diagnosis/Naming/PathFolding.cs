using System.Collections.Immutable;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>Folds lists and chains in a path: hundreds of equal steps become one that says how many it stands for.</summary>
static class PathFolding
{
    const int LongestCycle = 4;
    const int FewestRepeats = 3;

    internal static ImmutableArray<PathStep> Fold(IReadOnlyList<PathStep> steps)
    {
        var folded = ImmutableArray.CreateBuilder<PathStep>(steps.Count);
        for (int i = 0; i < steps.Count;)
        {
            (int length, int repeats) = CycleAt(steps, i);
            for (int k = 0; k < length; k++)
                folded.Add(repeats > 1 ? steps[i + ((repeats - 1) * length) + k] with { Repeated = repeats } : steps[i + k]);
            i += length * repeats;
        }
        return folded.ToImmutable();
    }

    static (int Length, int Repeats) CycleAt(IReadOnlyList<PathStep> steps, int start)
    {
        for (int length = 1; length <= LongestCycle; length++)
        {
            int repeats = 1;
            while (start + ((repeats + 1) * length) <= steps.Count && SameCycle(steps, start, start + (repeats * length), length))
                repeats++;
            if (repeats >= FewestRepeats)
                return (length, repeats);
        }
        return (1, 1);
    }

    static bool SameCycle(IReadOnlyList<PathStep> steps, int first, int second, int length)
    {
        for (int k = 0; k < length; k++)
        {
            if (steps[first + k].Edge != steps[second + k].Edge || steps[first + k].Class != steps[second + k].Class)
                return false;
        }
        return true;
    }
}

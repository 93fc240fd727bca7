using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// What nameless functions, timers and plain objects keep: the object of a class of the program of which there is one for each, or
/// one for every few. That is the thing leaked; what leads to it says little.
/// </summary>
/// <param name="Class">Class of the thing.</param>
/// <param name="Units">How many units keep one.</param>
/// <param name="Growth">The things by generation.</param>
sealed record KeptThing(ClassId Class, int Units, ClassGrowth Growth)
{
    const int MostUnits = 16;
    const double SameNumber = 0.02;
    const double MostOfIt = 0.5;

    /// <summary>The thing; <see langword="null"/> when the unit speaks for itself.</summary>
    internal static KeptThing? Find(LeakSituation situation)
    {
        LeakCandidate candidate = situation.Candidate;
        IndexedHeap heap = situation.Heap;
        if (UnitChoice.IsOwnClass(situation.Unit.Type, situation.UnitClass))
            return null;
        KeptThing? found = null;
        long most = 0;
        foreach ((ClassId of, ClassGrowth growth) in candidate.Contents)
        {
            double units = (double)candidate.Unit.Added / growth.Added;
            bool fits = Math.Round(units) is >= 1 and <= MostUnits and var whole && Math.Abs(units - whole) <= SameNumber * whole;
            if (!fits || !UnitChoice.IsOwnClass(heap.Graph[growth.Sample].Type, heap.Classes.NameOf(of)) || heap.RetainedSizes[growth.Sample] <= most)
                continue;
            most = heap.RetainedSizes[growth.Sample];
            found = new(of, (int)Math.Round(units), growth);
        }
        return found;
    }

    /// <summary>
    /// Whether it is to be told in place of the units. A function goes by its name; a plain object that keeps a small thing besides
    /// others is more than that thing.
    /// </summary>
    internal bool Replaces(LeakSituation situation)
    {
        if (situation.Candidate.FunctionName is not null)
            return false;
        bool isRecord = situation.UnitClass.StartsWith('{');
        return !isRecord || situation.Heap.RetainedSizes[Growth.Sample] * Growth.Added >= situation.Candidate.AddedBytes * MostOfIt;
    }
}

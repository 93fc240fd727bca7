using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// What each function, timer or plain object that leaks keeps: the object of a class of the program of which there is one for each,
/// or one for every few. It says more than "function".
/// </summary>
static class KeptThing
{
    const int MostUnits = 16;
    const double SameNumber = 0.02;

    /// <summary>The class, and how many units keep one object of it; <see langword="null"/> when the unit speaks for itself.</summary>
    internal static (string Class, int Units)? Find(LeakSituation situation)
    {
        LeakCandidate candidate = situation.Candidate;
        IndexedHeap heap = situation.Heap;
        if (UnitChoice.IsOwnClass(situation.Unit.Type, situation.UnitClass))
            return null;
        (string Class, int Units)? found = null;
        long most = 0;
        foreach ((ClassId of, ClassGrowth growth) in candidate.Contents)
        {
            string name = heap.Classes.NameOf(of);
            double units = (double)candidate.Unit.Added / growth.Added;
            bool fits = Math.Round(units) is >= 1 and <= MostUnits and var whole && Math.Abs(units - whole) <= SameNumber * whole;
            if (!fits || !UnitChoice.IsOwnClass(heap.Graph[growth.Sample].Type, name) || heap.RetainedSizes[growth.Sample] <= most)
                continue;
            most = heap.RetainedSizes[growth.Sample];
            found = (name, (int)Math.Round(units));
        }
        return found;
    }
}

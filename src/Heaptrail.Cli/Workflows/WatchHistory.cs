using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>The samples of a watch. However long it lasts, their number is bounded: old ones are merged in pairs.</summary>
sealed class WatchHistory
{
    /// <summary>Samples above which neighbours are merged.</summary>
    internal const int MostSamples = 4000;

    /// <summary>Floor readings of a sample above which every second one goes.</summary>
    internal const int MostFloors = 8;

    readonly List<ProcessSample> samples = [];
    readonly AlarmHold hold = new();
    (int Collections, int Samples) look;
    int seen;

    /// <summary>All samples, in order of time.</summary>
    public IReadOnlyList<ProcessSample> Samples => samples;

    /// <summary>The answer so far. While the watch goes on, a leak is one when it has held over several looks.</summary>
    public TrendVerdict Verdict { get; private set; } = TrendJudge.Judge([]);

    /// <summary>Full collections seen.</summary>
    public int Collections { get; private set; }

    /// <summary>Adds a sample, and judges again when there is much more to judge than the last time: who looks too often sees leaks in noise.</summary>
    public void Add(ProcessSample sample)
    {
        samples.Add(sample);
        seen++;
        Collections += sample.Floors.Length;
        if (samples.Count > MostSamples)
            Merge();
        (int, int) now = (Looks.NumberOf(Collections), Looks.NumberOf(seen));
        if (now != look)
        {
            TrendVerdict verdict = TrendJudge.Judge(samples);
            Verdict = hold.Look(verdict, verdict.Kind == TrendKind.Leak ? Collections : seen);
        }
        else if (Verdict is { Kind: TrendKind.NotEnoughData, Pace: null } && TrendJudge.Judge(samples) is { Kind: TrendKind.NotEnoughData } waiting)
        {
            Verdict = waiting;   // no look: only how much is missing is told anew
        }
        look = now;
    }

    /// <summary>Judges everything at the end: one look alone, nothing is held back.</summary>
    public TrendVerdict Judge() => Verdict = TrendJudge.Judge(samples);

    void Merge()
    {
        var merged = new List<ProcessSample>((samples.Count / 2) + 1);
        for (var i = 0; i + 1 < samples.Count; i += 2)
        {
            FloorReading[] floors = [.. samples[i].Floors, .. samples[i + 1].Floors];
            merged.Add(samples[i + 1] with { Floors = floors.Length <= MostFloors ? [.. floors] : [.. floors.Where((_, at) => at % 2 == 0)] });
        }
        if (samples.Count % 2 == 1)
            merged.Add(samples[^1]);
        samples.Clear();
        samples.AddRange(merged);
    }
}

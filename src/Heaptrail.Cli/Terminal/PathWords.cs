using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>A path as one sentence that wraps: <c>global @5 .sessions › variable cache › [3]</c>.</summary>
static class PathWords
{
    const int MostSteps = 12;

    /// <summary>The first object and then the edges; the middle of a long path is left out.</summary>
    public static IEnumerable<Span> Of(IReadOnlyList<HeldStep> path)
    {
        yield return new(ObjectLabel.NameOf(path[0].Object), Tone.Strong);
        yield return new($" @{path[0].Object.Id}", Tone.Strong, Keep: true);
        if (path.Count == 1)
            yield return ", itself a root";
        int left = path.Count - 1 - MostSteps;
        for (var i = 1; i < path.Count; i++)
        {
            int skipped = path[i].Skipped;
            if (left > 0 && i == (MostSteps / 2) + 1)
            {
                skipped = left + path.Skip(i).Take(left + 1).Sum(step => step.Skipped);
                i += left;
            }
            if (skipped > 0)
                yield return new($" › … {Counts.Of(skipped, "step")} …", Tone.Quiet);
            yield return new(" › ", Tone.Quiet);
            yield return EdgeWord(path[i]);
        }
    }

    static string EdgeWord(HeldStep step)
    {
        string name = EdgeLabel.NameOf(step.Edge!);
        return step.Edge!.Type switch
        {
            "property" or "element" when name.Length > 0 => name,
            _ => EdgeLabel.Of(step.Edge),
        };
    }
}

using System.Globalization;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>What is known of timers: how long they wait, whether they repeat, and what their callback sees.</summary>
static class TimerDetail
{
    const int MostVariables = 4;

    internal static string Of(LeakSituation situation)
    {
        HeapNode? timer = TimerOf(situation);
        string delay = DelayOf(situation) is { } wait ? $"It {(timer is { } known && Repeats(known) ? "runs every" : "waits")} {wait}." : "";
        string sees = timer?.Follow(EdgeType.Property, "_onTimeout"u8) is { } callback && situation.PlaceOf(callback) is not null && VariablesOf(callback) is { Count: > 0 } names
            ? $"Its callback keeps {string.Join(", ", names)}." : "";
        return string.Join(' ', new[] { delay, sees }.Where(text => text.Length > 0));
    }

    // The unit may be what the timers keep.
    static HeapNode? TimerOf(LeakSituation situation) =>
        situation.Unit.HasName("Timeout"u8) ? situation.Unit : situation.Path.Select(edge => edge.Target).LastOrDefault(node => node.HasName("Timeout"u8)) is { Graph: not null } timer ? timer : null;

    // setInterval writes the delay into _repeat, a number that is not in the file; setTimeout writes null, which is.
    static bool Repeats(HeapNode timer) =>
        !(timer.Follow(EdgeType.Property, "_repeat"u8) is { } repeat && PrimitiveValues.Of(repeat) is "null");

    // A list has its delay as the key under which timerListMap has it (lib/internal/timers.js).
    static string? DelayOf(LeakSituation situation)
    {
        foreach (HeapEdge edge in situation.Path)
        {
            if (TimerLists.IsList(edge.Target) && edge.Type is EdgeType.Element or EdgeType.Property
                && long.TryParse(edge.Name, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds))
            {
                return Durations.Format(TimeSpan.FromMilliseconds(milliseconds));
            }
        }
        return null;
    }

    static List<string> VariablesOf(HeapNode callback) =>
        [.. ScopeVariables.Of(callback).Take(1).SelectMany(scope => scope.Variables.Fields).Select(variable => variable.Name)
            .Where(name => name.Length > 0).Distinct().Take(MostVariables)];
}

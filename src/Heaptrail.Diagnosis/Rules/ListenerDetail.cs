using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>What is known of listeners: their function, where it stands, and how many there are beside the number that Node.js warns at.</summary>
static class ListenerDetail
{
    const int WarnsAbove = 10;

    /// <summary>A sentence about the listeners of an emitter; empty when nothing is known.</summary>
    internal static string Of(LeakSituation situation)
    {
        string function = ListenerIn(situation.Unit) is { } listener ? FunctionOf(situation, listener) : "";
        // Of many emitters each has a few.
        long count = situation.Candidate.Siblings.Count > 0 ? 0 : situation.Candidate.Unit.Cumulated().Last();
        string warns = count > WarnsAbove && situation.Named.EventName is not null ? $"Node.js warns when an event has more than {WarnsAbove} listeners; this one has {Counts.Format(count)}." : "";
        return string.Join(' ', new[] { function, warns }.Where(text => text.Length > 0));
    }

    /// <summary>Place of the listeners' function; <see langword="null"/> when it is not known.</summary>
    internal static SourceLocation? PlaceOf(LeakSituation situation) => ListenerIn(situation.Unit) is { } listener ? situation.PlaceOf(Unwrapped(listener)) : null;

    /// <summary>A sentence about the function that listens to an open resource, which tells where it is used; empty when it has none in the user's source.</summary>
    internal static string OfResource(LeakSituation situation) =>
        OnResource(situation) is var (name, place) ? $"Its listener for '{name}' is at {place}." : "";

    /// <summary>The event and the place of a function in the user's source that listens to an open resource; <see langword="null"/> when there is none.</summary>
    internal static (string Event, SourceLocation Place)? OnResource(LeakSituation situation)
    {
        if (situation.Unit.Follow(EdgeType.Property, "_events"u8) is not { } events)
            return null;
        foreach (HeapEdge edge in events.Edges)
        {
            if (edge.Type == EdgeType.Property && edge.Target.Type == NodeType.Closure && situation.PlaceOf(Unwrapped(edge.Target)) is { } place)
                return (edge.Name, place);
        }
        return null;
    }

    /// <summary>The function of the program behind a listener: once() and bind() wrap it.</summary>
    internal static HeapNode Unwrapped(HeapNode function)
    {
        HeapNode inner = function.Follow(EdgeType.Property, "listener"u8) ?? function;
        return inner.Follow(EdgeType.Internal, "bound_function"u8) ?? inner.Follow(EdgeType.Shortcut, "bound_function"u8) ?? inner;
    }

    static string FunctionOf(LeakSituation situation, HeapNode listener)
    {
        HeapNode function = Unwrapped(listener);
        string name = function.RawName is not ("" or "native_bind") and var known && situation.Candidate.FunctionName is null ? $" {known}()" : "";
        return situation.PlaceOf(function) is { } place ? $"The function{name} is at {place}." : "";
    }

    // An emitter keeps the function; an EventTarget a Listener around it.
    static HeapNode? ListenerIn(HeapNode unit)
    {
        if (unit.Type == NodeType.Closure)
            return unit;
        HeapNode? inner = unit.Follow(EdgeType.Property, "listener"u8) ?? unit.Follow(EdgeType.Property, "callback"u8);
        return inner is { Type: NodeType.Closure } ? inner : null;
    }
}

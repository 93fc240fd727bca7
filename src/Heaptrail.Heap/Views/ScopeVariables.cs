using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The variables that one context keeps for the functions that were created in it.</summary>
/// <param name="Context">The context.</param>
/// <param name="Variables">The variables; those with small integers and constants are not in the file.</param>
public sealed record ScopeVariables(NodeIndex Context, FieldList Variables)
{
    // Functions are nested a few deep; a chain of contexts that is longer than this is damaged or made by a machine.
    const int MostScopes = 100;

    /// <summary>The scopes that a function, a generator or a context itself reaches, its own first. Scopes without variables are left out.</summary>
    /// <param name="node">The function; other nodes reach none.</param>
    /// <param name="top">Variables of one scope at most.</param>
    public static IReadOnlyList<ScopeVariables> Of(HeapNode node, int top = int.MaxValue)
    {
        var scopes = new List<ScopeVariables>();
        HeapNode? context = node.IsContext() ? node : node.Type is NodeType.Closure or NodeType.Object ? node.Follow(EdgeType.Internal, "context"u8) : null;
        for (int i = 0; i < MostScopes && context is { } scope && scope.IsContext(); i++)
        {
            var variables = new List<HeapEdge>();
            long count = 0;
            foreach (HeapEdge edge in scope.Edges)
            {
                if (edge.Type == EdgeType.Context && count++ < top)
                    variables.Add(edge);
            }
            if (count > 0)
                scopes.Add(new(scope.Index, new(variables, count)));
            context = scope.Follow(EdgeType.Internal, "previous"u8);
        }
        return scopes;
    }
}

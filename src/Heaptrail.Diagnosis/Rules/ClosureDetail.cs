using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Which captured variable keeps the units, and whether a function that is still alive uses it.</summary>
static class ClosureDetail
{
    const int MostFunctions = 50;
    const int MostScopes = 200;

    internal static string Of(LeakSituation situation)
    {
        if (situation.PathBelowHolder().FirstOrDefault(edge => edge.Type == EdgeType.Context) is not { Graph: not null } variable)
            return "";
        bool? isUsed = IsUsed(situation, situation.Heap.Graph.SourceOf(variable.Index), variable.Name);
        string unused = isUsed is false ? ", which no function that is still alive uses" : "";
        return $"What keeps it is the captured variable {variable.Name}{unused}.";
    }

    // Functions share the variables of their scope: one that uses a variable keeps it for all of them.
    static bool? IsUsed(LeakSituation situation, NodeIndex scope, string variable)
    {
        bool anyFunction = false;
        var seen = new HashSet<int> { scope.Value };
        var scopes = new Queue<NodeIndex>([scope]);
        int functions = 0;
        while (scopes.TryDequeue(out NodeIndex at))
        {
            foreach (HeapEdge edge in situation.Heap.Retainers[at])
            {
                HeapNode source = situation.Heap.Graph[situation.Heap.Graph.SourceOf(edge.Index)];
                if (source.IsContext() && edge.HasName("previous"u8) && seen.Count < MostScopes && seen.Add(source.Index.Value))
                    scopes.Enqueue(source.Index);
                if (source.Type != NodeType.Closure || !edge.HasName("context"u8))
                    continue;
                if (functions++ == MostFunctions || situation.Mentions(source, variable) is not { } mentions)
                    return null;
                if (mentions)
                    return true;
                anyFunction = true;
            }
        }
        return anyFunction ? false : null;
    }
}

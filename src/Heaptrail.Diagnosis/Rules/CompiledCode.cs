using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Code that each leaked object has of its own: functions of scripts that no other has, scripts, modules, realms.</summary>
static class CompiledCode
{
    const double NearlyAll = 0.9;
    const int FewestUnits = 3;
    const int MostVisited = 400;

    static readonly HashSet<string> RunScript = ["runInThisContext", "runInContext"];

    /// <summary>What is compiled again and again, in words; <see langword="null"/> when the leaked objects have no code of their own.</summary>
    internal static string? Find(LeakSituation situation)
    {
        HeapNode unit = situation.Unit;
        if (IsRealm(unit))
            return "context of node:vm";
        if (IsModule(unit) || situation.LeakedClass is "ModuleJob" or "ModuleWrap")
            return "module";
        if (unit.Type is NodeType.Object or NodeType.Native && Methods.HasAny(unit, RunScript))
            return "script";
        return HaveScripts(situation, UnitSamples.Of(situation)) ? "function" : null;
    }

    // vm.createContext() marks the object that it makes the global object of a realm (lib/vm.js, src/node_contextify.cc).
    static bool IsRealm(HeapNode unit) => unit.Follow(EdgeType.Property, "<symbol node:contextify:context>"u8) is not null
        || unit.Follow(EdgeType.Property, "<symbol contextify_context_private_symbol>"u8) is not null;

    // What require() keeps (lib/internal/modules/cjs/loader.js), and what import() keeps for each address.
    static bool IsModule(HeapNode unit) => unit.HasName("ModuleWrap"u8) || unit.HasName("ModuleJob"u8) || unit.HasName("SourceTextModule"u8)
        || (unit.HasName("Module"u8) && unit.Follow(EdgeType.Property, "filename"u8) is not null && unit.Follow(EdgeType.Property, "children"u8) is not null);

    // Functions that are made again and again from one place of the source share its script; those that are compiled again do not.
    static bool HaveScripts(LeakSituation situation, IReadOnlyList<HeapNode> units)
    {
        if (units.Count < FewestUnits)
            return false;
        var owners = new Dictionary<int, int>();
        List<HashSet<int>> scripts = [.. units.Select(unit => ScriptsOf(situation, unit))];
        foreach (int script in scripts.SelectMany(s => s))
            owners[script] = owners.GetValueOrDefault(script) + 1;
        return scripts.Count(s => s.Any(script => owners[script] == 1)) >= units.Count * NearlyAll;
    }

    // Scripts of the functions that the unit alone keeps. What dominates a node lies on every way to it, so it is met before.
    static HashSet<int> ScriptsOf(LeakSituation situation, HeapNode unit)
    {
        var scripts = new HashSet<int>();
        var inside = new HashSet<int> { unit.Index.Value };
        var queue = new Queue<HeapNode>([unit]);
        while (queue.TryDequeue(out HeapNode node))
        {
            if (node.Type == NodeType.Closure && situation.Heap.Graph.Locations[node.Index] is { } location)
                scripts.Add(location.ScriptId);
            foreach (HeapEdge edge in node.Edges)
            {
                if (inside.Count < MostVisited && edge.Type is not (EdgeType.Weak or EdgeType.Shortcut)
                    && inside.Contains(situation.Heap.Dominators[edge.TargetIndex].Value) && inside.Add(edge.TargetIndex.Value))
                {
                    queue.Enqueue(edge.Target);
                }
            }
        }
        return scripts;
    }
}

using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Which objects of a snapshot are counted. An object must pass all that is asked for.</summary>
readonly record struct ObjectFilter()
{
    /// <summary>Only what things of this kind hold and nothing else does.</summary>
    public RetainerKind? RetainedBy { get; init; }

    /// <summary>Only strings of which there is another with the same text.</summary>
    public bool DuplicatedStrings { get; init; }

    /// <summary>Only objects with greater ids.</summary>
    public long? MinId { get; init; }

    /// <summary>Only objects with this id or smaller ones.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only objects of this realm.</summary>
    public RealmChoice? Realm { get; init; }

    /// <summary>What is asked for, in words that go behind "only"; empty when all objects count.</summary>
    public IEnumerable<string> Words()
    {
        if (RetainedBy is { } kind)
        {
            yield return kind switch
            {
                RetainerKind.Detached => "objects that only detached nodes hold",
                RetainerKind.Console => "objects that only the console of DevTools holds",
                RetainerKind.Contexts => "objects that only contexts of functions hold",
                _ => "objects that only event handlers hold",
            };
        }
        if (DuplicatedStrings)
            yield return "strings of which there is another with the same text";
        if (MinId is { } above)
            yield return $"objects with ids above {above}";
        if (MaxId is { } most)
            yield return $"objects with ids up to {most}";
        if (Realm is { } realm && realm.Words is { } words)
            yield return words;
    }

    /// <summary>The filter for a heap; <see langword="null"/> when all objects count.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="realms">Which node is of which realm; needed when one is asked for.</param>
    /// <exception cref="UsageException">There is no such realm.</exception>
    public Predicate<NodeIndex>? For(IndexedHeap heap, NativeContextOwners? realms = null)
    {
        var filters = new List<Predicate<NodeIndex>>();
        if (RetainedBy is { } kind)
            filters.Add(Heap.Views.RetainedBy.Find(heap, kind));
        if (DuplicatedStrings)
            filters.Add(DuplicateStrings.Build(heap).Contains);
        if (MinId is { } above)
            filters.Add(node => heap.Graph[node].Id > above);
        if (MaxId is { } most)
            filters.Add(node => heap.Graph[node].Id <= most);
        if (realms is not null && Realm?.For(heap.Graph, realms) is { } ofRealm)
            filters.Add(ofRealm);
        return filters.Count == 0 ? null : node => filters.TrueForAll(filter => filter(node));
    }
}

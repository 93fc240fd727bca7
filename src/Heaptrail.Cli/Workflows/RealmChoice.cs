using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Which realm of a program: all of them, one by the id of its native context, what several share, or what belongs to none.</summary>
readonly record struct RealmChoice
{
    const int MostHints = 5;

    readonly string word;
    readonly ObjectId? id;

    RealmChoice(string word, ObjectId? id) => (this.word, this.id) = (word, id);

    /// <summary>What it can be, for messages.</summary>
    public static string Expected => "all, shared, none or the id of a native context, as in @7065";

    /// <summary>The choice in words that go behind "only"; <see langword="null"/> for all.</summary>
    public string? Words => (id, word) switch
    {
        ({ } one, _) => $"objects of the realm {one}",
        (_, "shared") => "objects that several realms share",
        (_, "none") => "objects of no realm",
        _ => null,
    };

    /// <summary>Reads what the user typed.</summary>
    public static bool TryParse(string text, out RealmChoice choice)
    {
        ObjectId? id = ObjectId.TryParse(text, out ObjectId number) ? number : null;
        choice = new(text, id);
        return id is not null || text is "all" or "shared" or "none";
    }

    /// <summary>The objects of the choice; <see langword="null"/> for all.</summary>
    /// <exception cref="UsageException">There is no such realm.</exception>
    public Predicate<NodeIndex>? For(HeapGraph graph, NativeContextOwners realms)
    {
        if (id is not { } one)
            return word switch { "shared" => realms.IsShared, "none" => realms.IsOfNone, _ => null };
        NodeIndex realm = realms.Contexts.FirstOrDefault(context => graph[context].Id == one.Value, NodeIndex.None);
        return realm.IsSome ? node => realms.OwnerOf(node) == realm : throw new UsageException($"{one} is no native context: {Known(graph, realms)}");
    }

    static string Known(HeapGraph graph, NativeContextOwners realms)
    {
        if (realms.Contexts.Count == 0)
            return "the snapshot has none";
        string ids = string.Join(", ", realms.Contexts.Take(MostHints).Select(context => $"@{graph[context].Id}"));
        return $"the snapshot has {ids}{(realms.Contexts.Count > MostHints ? " and more" : "")}; '--native-context all' lists them";
    }
}

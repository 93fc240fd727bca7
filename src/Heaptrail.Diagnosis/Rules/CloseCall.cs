using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The call that ends a resource: of Node's own classes as its documentation says, of others by the methods that they have.</summary>
static class CloseCall
{
    // The most thorough first: end() of a stream waits for what is still to be sent, destroy() does not.
    static readonly string[] Verbs = ["close", "terminate", "disconnect", "shutdown", "destroy", "release", "end", "dispose", "unref"];

    // For these the first verb that they have is not the one that gives the thing back.
    static readonly Dictionary<string, string> Known = new()
    {
        ["Socket"] = "destroy",
        ["TLSSocket"] = "destroy",
        ["ReadStream"] = "destroy",
        ["WriteStream"] = "destroy",
        ["ClientRequest"] = "destroy",
        ["IncomingMessage"] = "destroy",
        ["Agent"] = "destroy",
        ["ChildProcess"] = "kill",
        ["Worker"] = "terminate",
        ["Cluster"] = "disconnect",
    };

    /// <summary>Such as <c>close()</c>; <see langword="null"/> when none is known.</summary>
    internal static string? Of(HeapNode resource, string className)
    {
        if (Known.TryGetValue(className, out string? verb))
            return $"{verb}()";
        string? found = Array.Find(Verbs, v => Methods.HasAny(resource, new HashSet<string> { v }));
        return found is null ? null : $"{found}()";
    }
}

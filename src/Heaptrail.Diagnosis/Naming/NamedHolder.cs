using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>A holder by the name that a person knows it by.</summary>
/// <param name="Name">Variable or property.</param>
/// <param name="Kind">What kind of name that is.</param>
/// <param name="Location">Where it is declared; for a function of Node's own list of timers, where the callback stands.</param>
/// <param name="Edge">The edge that carries the name; <see langword="null"/> for internal structures.</param>
/// <param name="Owner">The object with the property, or the context with the variable; none for internal structures.</param>
/// <param name="Named">The node that the name stands for.</param>
/// <param name="File">Script in which the name is declared, as the report shows it.</param>
/// <param name="EventName">Event whose listeners grow, when they do.</param>
public sealed record NamedHolder(
    string Name, HolderKind Kind, SourceLocation? Location, EdgeIndex? Edge, NodeIndex Owner, NodeIndex Named, string? File, string? EventName)
{
    /// <summary>
    /// Where the function is declared that the leaked thing is or calls, when the holder is Node's own and has no declaration in the
    /// program: the listener of a socket, the handler of a signal.
    /// </summary>
    public SourceLocation? Callback { get; init; }

    /// <summary>A function of the script in which the name is declared; <see langword="null"/> when none is known.</summary>
    public ObjectLocation? Near { get; init; }
}

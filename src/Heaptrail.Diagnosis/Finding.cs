using System.Collections.Immutable;

namespace Heaptrail.Diagnosis;

/// <summary>One leak: what grows, who holds it, why it stays and how to cut it. Immutable; the shape is that of the result contract.</summary>
public sealed record Finding
{
    /// <summary>Place in the list, from 1: the greatest growth first.</summary>
    public int Rank { get; init; }
    /// <summary>Id of the rule that found it, such as <c>array-grows</c>.</summary>
    public required string Rule { get; init; }
    /// <summary>Why the objects stay.</summary>
    public required LeakCause Cause { get; init; }
    /// <summary>How sure it is.</summary>
    public required Confidence Confidence { get; init; }
    /// <summary>One line of plain English without figures.</summary>
    public required string Title { get; init; }
    /// <summary>One or two sentences: what, how many, held by whom, where.</summary>
    public required string Sentence { get; init; }
    /// <summary>The thing leaked.</summary>
    public required LeakUnit Unit { get; init; }
    /// <summary>Bytes kept alive by the leak, per snapshot.</summary>
    public required LeakGrowth Growth { get; init; }
    /// <summary>The object that grows, by the name the user knows.</summary>
    public required Holder Holder { get; init; }
    /// <summary>From the root to one leaked unit; the holder is one of the steps.</summary>
    public required ImmutableArray<PathStep> Path { get; init; }
    /// <summary>How many further independent holders keep the same objects.</summary>
    public int OtherPaths { get; init; }
    /// <summary>Where the units were created; empty when no allocation stacks were recorded.</summary>
    public ImmutableArray<AllocationSite> AllocatedAt { get; init; } = [];
    /// <summary>What to change.</summary>
    public required SuggestedFix Fix { get; init; }
    /// <summary>The same leak on another day, machine or build has the same fingerprint.</summary>
    public required string Fingerprint { get; init; }
    /// <summary>Whether it is known and to be passed over: it counts for neither the verdict nor the summary.</summary>
    public bool Ignored { get; init; }
    /// <summary>Why it is passed over; <see langword="null"/> when it is not, or when no reason was given.</summary>
    public string? IgnoreReason { get; init; }
}

/// <summary>The class of the leaked objects and how many there are.</summary>
/// <param name="Class">Class name as Chrome DevTools shows it; functions that share a name go by it: <c>onPrice()</c>.</param>
/// <param name="Objects">Objects held, for each snapshot.</param>
/// <param name="Added">Last count less first count.</param>
/// <param name="PerRequest">Added objects per request; <see langword="null"/> when no requests were counted.</param>
/// <param name="Contains">What each unit drags along.</param>
public sealed record LeakUnit(string Class, ImmutableArray<long> Objects, long Added, double? PerRequest, ImmutableArray<UnitContent> Contains);

/// <summary>Objects of one class that come along with each leaked unit.</summary>
/// <param name="Class">Class name.</param>
/// <param name="Added">Objects added between first and last snapshot.</param>
/// <param name="PerRequest">Added objects per request; <see langword="null"/> when no requests were counted.</param>
public sealed record UnitContent(string Class, long Added, double? PerRequest);

/// <summary>Growth in bytes.</summary>
/// <param name="RetainedBytes">Bytes retained by the leaked objects, for each snapshot.</param>
/// <param name="Added">Last less first, in bytes.</param>
/// <param name="PerRequest">Bytes per request; <see langword="null"/> when no requests were counted.</param>
public sealed record LeakGrowth(ImmutableArray<long> RetainedBytes, long Added, double? PerRequest);

/// <summary>The object that grows.</summary>
/// <param name="Name">The variable or property that the user knows it by.</param>
/// <param name="Kind">What kind of name that is.</param>
/// <param name="Class">Class of the object.</param>
/// <param name="Id">V8's object id.</param>
/// <param name="Location">Where the name is declared; <see langword="null"/> when not known.</param>
public sealed record Holder(string Name, HolderKind Kind, string Class, long Id, SourceLocation? Location);

/// <summary>One step of a retaining path: the edge that leads to a node, and the node.</summary>
/// <param name="Edge">The edge from the step before; its type is one of V8's edge types.</param>
/// <param name="Id">V8's object id.</param>
/// <param name="Class">Class name of the node.</param>
/// <param name="Name">Display name of the node.</param>
/// <param name="RetainedBytes">Bytes that the node retains.</param>
/// <param name="Location">Where the variable, function or class of this step is declared; <see langword="null"/> when not known.</param>
/// <param name="Repeated">How many equal steps this one stands for (a linked list, a promise chain); 1 when it stands for itself.</param>
public sealed record PathStep(PathEdge Edge, long Id, string Class, string Name, long RetainedBytes, SourceLocation? Location, int Repeated = 1);

/// <summary>The edge of a path step.</summary>
/// <param name="Type">V8's edge type: context, element, property, internal, hidden, shortcut or weak.</param>
/// <param name="Name">Variable or property name, or the index as text.</param>
public sealed record PathEdge(string Type, string Name);

/// <summary>A place that created leaked objects.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="File">File of the function.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Share">Part of the leaked objects created there, 0 to 1.</param>
public sealed record AllocationSite(string Function, string File, int Line, int Column, double Share);

/// <summary>What to change.</summary>
/// <param name="Text">Plain English.</param>
/// <param name="Doc">Page of the documentation about the cause, relative to the repository root.</param>
public sealed record SuggestedFix(string Text, string Doc);

/// <summary>Growth that was looked at and is not a leak.</summary>
/// <param name="What">What grew.</param>
/// <param name="Why">Why it is no leak.</param>
/// <param name="Bytes">How much it grew, in bytes.</param>
public sealed record Dismissal(string What, string Why, long Bytes);

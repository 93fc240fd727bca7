using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Text;

/// <summary>What a line of a retaining path stands for.</summary>
public enum PathRole
{
    /// <summary>The garbage collector's root, where the path begins.</summary>
    Root,
    /// <summary>A step on the way.</summary>
    Step,
    /// <summary>The object that grows: cut here.</summary>
    Holder,
    /// <summary>One of the leaked objects.</summary>
    Unit,
    /// <summary>Steps left out; <see cref="PathLine.Repeated"/> says how many.</summary>
    Gap,
}

/// <summary>One line of a retaining path, ready to be shown: all texts are printable.</summary>
/// <param name="Role">What the line stands for.</param>
/// <param name="Edge">Word for the edge that leads here: variable, property, element, …; empty at the root.</param>
/// <param name="EdgeName">Name of the edge, such as <c>.cache</c> or <c>[56]</c>; empty when it has none.</param>
/// <param name="Node">Class of the node, and its own name where it has one.</param>
/// <param name="RetainedBytes">Bytes the node retains; <see langword="null"/> for the root and for gaps.</param>
/// <param name="Location">Where it is declared; <see langword="null"/> when not known.</param>
/// <param name="Repeated">How many equal steps the line stands for.</param>
/// <param name="Id">V8's object id; 0 for the root and for gaps.</param>
public sealed record PathLine(
    PathRole Role, string Edge, string EdgeName, string Node, long? RetainedBytes, SourceLocation? Location, int Repeated, long Id);

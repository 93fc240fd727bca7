using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Report.Text;

/// <summary>Retaining paths as lines to show: equal steps folded into one, very long paths without their middle.</summary>
public static class FoldedPath
{
    const int MaxNameLength = 60;
    const string ContextClass = "system / Context";

    /// <summary>The lines from the root to one leaked object; empty when the finding has no path.</summary>
    /// <param name="finding">The finding whose path is shown.</param>
    /// <param name="maxLines">Above this the middle is left out, but never the root, the holder and its neighbours, or the leaked object.</param>
    public static IReadOnlyList<PathLine> Build(Finding finding, int maxLines = int.MaxValue)
    {
        if (finding.Path.IsDefaultOrEmpty) return [];
        var lines = new List<PathLine>();
        int holder = HolderIndex(finding);
        for (var i = 0; i < finding.Path.Length; i++)
        {
            PathLine line = Line(finding.Path[i], RoleOf(i, holder, finding.Path.Length));
            if (lines.Count > 0 && SameStep(lines[^1], line)) lines[^1] = lines[^1] with { Repeated = lines[^1].Repeated + line.Repeated };
            else lines.Add(line);
        }
        if (!IsRoot(finding.Path[0])) lines.Insert(0, new(PathRole.Root, "", "", "(GC root)", null, null, 1, 0));
        else lines[0] = lines[0] with { Role = PathRole.Root, Edge = "", EdgeName = "" };
        return lines.Count > maxLines ? WithoutMiddle(lines, maxLines) : lines;
    }

    /// <summary>
    /// The lines from the scope of the variable that leads to the holder: what a person looks for in the source. How the scope itself
    /// is reached is one number. The whole path where no variable leads to the holder.
    /// </summary>
    /// <param name="finding">The finding whose path is shown.</param>
    /// <param name="maxLines">As for <see cref="Build"/>.</param>
    public static IReadOnlyList<PathLine> FromScope(Finding finding, int maxLines = int.MaxValue)
    {
        int holder = HolderIndex(finding);
        int scope = holder;
        while (scope >= 0 && finding.Path[scope].Class != ContextClass) scope--;
        if (scope < 1 || scope == holder) return Build(finding, maxLines);
        IReadOnlyList<PathLine> lines = Build(finding with { Path = finding.Path[scope..] }, maxLines);
        int above = finding.Path[..(scope + 1)].Sum(step => int.Max(step.Repeated, 1));
        PathLine first = new(PathRole.Root, "", "", $"{finding.Path[scope].Name} ({Counts.Of(above, "step")} from the GC root)", null, finding.Path[scope].Location, 1, 0);
        return [first, .. lines.Where(line => line.Role != PathRole.Root).Skip(1)];
    }

    static int HolderIndex(Finding finding)
    {
        for (var i = 0; i < finding.Path.Length; i++)
            if (finding.Holder.Id != 0 && finding.Path[i].Id == finding.Holder.Id) return i;
        return -1;
    }

    static PathRole RoleOf(int index, int holder, int length) =>
        index == holder ? PathRole.Holder : index == length - 1 ? PathRole.Unit : PathRole.Step;

    // Roots are synthetic nodes of V8, called "(GC roots)", "(Global handles)", … and reached by no named edge.
    static bool IsRoot(PathStep step) => step.Edge.Name.Length == 0 && step.Name.StartsWith('(') && step.Name.EndsWith(')');

    static PathLine Line(PathStep step, PathRole role) => new(
        role, Words.OfEdge(step.Edge.Type), EdgeLabel.NameOf(step.Edge), NodeText(step), step.RetainedBytes, step.Location, int.Max(step.Repeated, 1), step.Id);

    static string NodeText(PathStep step)
    {
        if (step.Class == ContextClass && step.Name.Length > 0) return Printable.Shorten(step.Name, 2 * MaxNameLength);
        string className = Printable.Shorten(step.Class, MaxNameLength);
        if (step.Name.Length == 0 || step.Name == step.Class || step.Name == $"({step.Class})") return className;
        string name = Printable.Shorten(step.Name, MaxNameLength);
        return className.Length == 0 || (className[0] == '(' && name[0] == '(') ? name : step.Class is "string" or "(string)" ? $"{className} \"{name}\"" : $"{className} {name}";
    }

    static bool SameStep(PathLine a, PathLine b) =>
        a.Role == PathRole.Step && b.Role == PathRole.Step && (a.Edge, a.EdgeName, a.Node, a.Location) == (b.Edge, b.EdgeName, b.Node, b.Location);

    static List<PathLine> WithoutMiddle(List<PathLine> lines, int maxLines)
    {
        int holder = lines.FindIndex(l => l.Role == PathRole.Holder);
        var kept = new SortedSet<int> { 0, lines.Count - 1 };
        if (holder >= 0) kept.UnionWith(Enumerable.Range(holder - 1, 3).Where(i => i < lines.Count && i >= 0));
        // Then outward from both ends, since what is near the root and near the leaked object says most.
        for (var i = 1; kept.Count < maxLines - 2 && i < lines.Count; i++)
        {
            kept.Add(i);
            if (kept.Count < maxLines - 2) kept.Add(lines.Count - 1 - i);
        }
        var shown = new List<PathLine>();
        int previous = -1;
        foreach (int i in kept)
        {
            if (i == previous + 2) shown.Add(lines[i - 1]);
            else if (i > previous + 2) shown.Add(Gap(lines.GetRange(previous + 1, i - previous - 1)));
            shown.Add(lines[i]);
            previous = i;
        }
        return shown;
    }

    static PathLine Gap(List<PathLine> skipped) => new(PathRole.Gap, "", "", "", null, null, skipped.Sum(l => l.Repeated), 0);
}

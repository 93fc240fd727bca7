using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>Places in the user's source text: of functions, which the snapshot knows, and of declarations, which only the text knows.</summary>
sealed class SourcePlaces(IScriptSources sources)
{
    readonly Dictionary<string, ScriptOutline> outlines = [];

    /// <summary>Place of a function or constructor.</summary>
    internal SourceLocation? OfFunction(ObjectLocation? location) =>
        location is { } at && sources.Find(at.ScriptId) is { } script ? script.PlaceOf(at.Line + 1, at.Column + 1) : null;

    /// <summary>Place where a variable that a function sees is declared; the function's own when the text does not tell.</summary>
    internal SourceLocation? OfVariable(string name, ObjectLocation? function)
    {
        if (function is not { } at || sources.Find(at.ScriptId) is not { } script)
            return null;
        if (OutlineOf(script) is { } outline && new DeclarationFinder(outline).FindVariable(name, outline.OffsetOf(at.Line, at.Column)) is var (line, column))
            return script.PlaceOf(line, column);
        return OfFunction(function);
    }

    /// <summary>Place where a property is assigned first, in the script of a function or constructor near it.</summary>
    internal SourceLocation? OfProperty(string name, ObjectLocation? near)
    {
        if (near is { } at && sources.Find(at.ScriptId) is { } script && OutlineOf(script) is { } outline
            && new DeclarationFinder(outline).FindProperty(name, outline.OffsetOf(at.Line, at.Column)) is var (line, column))
        {
            return script.PlaceOf(line, column);
        }
        return null;
    }

    /// <summary>Place where a property is assigned, when just one of the program's own scripts does; for objects that Node makes.</summary>
    internal SourceLocation? OfOnlyAssignment(string name)
    {
        SourceLocation? found = null;
        foreach (ScriptSource script in sources.All)
        {
            if (script.Text?.Contains(name, StringComparison.Ordinal) != true || OutlineOf(script) is not { } outline
                || new DeclarationFinder(outline).FindAssignment(name) is not var (line, column))
                continue;
            if (found is not null)
                return null;
            found = script.PlaceOf(line, column);
        }
        return found;
    }

    /// <summary>Place where a property of the global object is assigned first, in any script.</summary>
    internal SourceLocation? OfGlobal(string name)
    {
        foreach (ScriptSource script in sources.All)
        {
            if (script.Text?.Contains(name, StringComparison.Ordinal) == true && OutlineOf(script) is { } outline
                && new DeclarationFinder(outline).FindGlobal(name) is var (line, column))
            {
                return script.PlaceOf(line, column);
            }
        }
        return null;
    }

    /// <summary>Whether the text of a function, from its parameters to its end, has a name in it; <see langword="null"/> when it is not known.</summary>
    internal bool? Mentions(ObjectLocation? function, string name)
    {
        if (function is not { } at || sources.Find(at.ScriptId) is not { } script || OutlineOf(script) is not { } outline)
            return null;
        return outline.FunctionMentions(outline.OffsetOf(at.Line, at.Column), name);
    }

    /// <summary>Place where the program itself loads a package: the first that names it in <c>require</c> or <c>import</c>.</summary>
    internal SourceLocation? OfImport(string package)
    {
        foreach (ScriptSource script in sources.All)
        {
            if (PackageNames.Of(script.Path) is null && script.Text?.Contains(package, StringComparison.Ordinal) == true && OutlineOf(script) is { } outline
                && PackageImports.Find(outline, package) is var (line, column))
            {
                return script.PlaceOf(line, column);
            }
        }
        return null;
    }

    /// <summary>What the script with a name compares its number of entries with; <see langword="null"/> when it does not, or has no text.</summary>
    internal (string Text, double? Value)? LimitOf(string name, ObjectLocation? near) =>
        near is { } at && sources.Find(at.ScriptId) is { } script && OutlineOf(script) is { } outline ? SizeComparisons.Find(outline, name) : null;

    /// <summary>Path of the script with a function, or of the file that the function was written in.</summary>
    internal string? FileOf(ObjectLocation? function) => OfFunction(function)?.File;

    ScriptOutline? OutlineOf(ScriptSource script)
    {
        if (script.Text is null)
            return null;
        if (!outlines.TryGetValue(script.Path, out ScriptOutline? outline))
            outlines.Add(script.Path, outline = new(script.Text));
        return outline;
    }
}

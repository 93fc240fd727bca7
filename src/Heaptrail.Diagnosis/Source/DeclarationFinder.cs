namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Finds where a variable or property is declared in a script. A snapshot knows the name of what a closure captured and where the
/// closure stands, but not where the variable is declared; the text does.
/// </summary>
sealed class DeclarationFinder(ScriptOutline script)
{
    /// <summary>Line and column of a variable's declaration, from 1: the innermost one that the function at an offset sees from outside.</summary>
    internal (int Line, int Column)? FindVariable(string name, int nearOffset)
    {
        VariableDeclaration? best = null;
        VariableDeclaration? first = null;
        foreach (VariableDeclaration declared in script.Declarations.Variables)
        {
            if (!script.Is(declared.Token, name))
                continue;
            first ??= declared;
            // A function's own parameters start where it starts: they are not what it captured.
            if (declared.Start < nearOffset && nearOffset < declared.End && (best is null || declared.Start > best.Value.Start))
                best = declared;
        }
        return (best ?? first) is { } found ? script.PositionOf(found.Token) : null;
    }

    /// <summary>
    /// Line and column of a property's field or first assignment: in the class around an offset, else from the offset on, else from
    /// the start; the variable of the same name where the property is only listed (<c>{ cache }</c>).
    /// </summary>
    internal (int Line, int Column)? FindProperty(string name, int fromOffset)
    {
        ClassDeclaration? around = ClassAround(fromOffset);
        int inClass = -1;
        int after = -1;
        int first = -1;
        for (int i = 0; i < script.Count && inClass < 0; i++)
        {
            if (!PropertyDeclarations.Is(script, i, name))
                continue;
            int offset = script.StartOf(i);
            if (around is { } own && offset > own.Start && offset < own.End)
                inClass = i;
            if (after < 0 && offset >= fromOffset)
                after = i;
            if (first < 0)
                first = i;
        }
        int found = inClass >= 0 ? inClass : after >= 0 ? after : first;
        return found < 0 ? FindVariable(name, fromOffset) : script.PositionOf(found);
    }

    /// <summary>Line and column of the first assignment to a property, of whatever object.</summary>
    internal (int Line, int Column)? FindAssignment(string name)
    {
        for (int i = 0; i < script.Count; i++)
        {
            if (PropertyDeclarations.IsAssignedTo(script, i, name, _ => true))
                return script.PositionOf(i);
        }
        return null;
    }

    /// <summary>Line and column of the first assignment to a property of the global object.</summary>
    internal (int Line, int Column)? FindGlobal(string name)
    {
        int bare = -1;
        for (int i = 0; i < script.Count; i++)
        {
            if (PropertyDeclarations.IsAssignedTo(script, i, name, IsGlobalObject))
                return script.PositionOf(i);
            if (bare < 0 && script.IsWord(i, name) && !script.Is(i - 1, ".") && PropertyDeclarations.IsAssigned(script, i))
                bare = i;
        }
        bool isLocal = script.Declarations.Variables.Any(v => script.Is(v.Token, name));
        return bare < 0 || isLocal ? null : script.PositionOf(bare);
    }

    ClassDeclaration? ClassAround(int offset)
    {
        ClassDeclaration? innermost = null;
        foreach (ClassDeclaration declared in script.Declarations.Classes)
        {
            if (declared.Start <= offset && offset < declared.End)
                innermost = declared;
        }
        return innermost;
    }

    bool IsGlobalObject(int token) => script.IsWord(token) && script.TextOf(token) is "global" or "globalThis" or "window" or "self";
}

namespace Heaptrail.Diagnosis.Source;

/// <summary>What a script declares.</summary>
/// <param name="Variables">Variables, functions, classes, parameters and imports, in order of the text.</param>
/// <param name="Classes">Classes, in order of the text.</param>
/// <param name="ClassBodies">The braces that open the bodies of the classes.</param>
sealed record ScriptDeclarations(IReadOnlyList<VariableDeclaration> Variables, IReadOnlyList<ClassDeclaration> Classes, IReadOnlySet<int> ClassBodies);

/// <summary>A declared name and the offsets between which it is visible.</summary>
readonly record struct VariableDeclaration(int Token, int Start, int End);

/// <summary>A class: offset of its keyword and of its end.</summary>
readonly record struct ClassDeclaration(int Start, int End);

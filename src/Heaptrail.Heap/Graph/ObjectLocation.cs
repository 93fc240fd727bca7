namespace Heaptrail.Heap.Graph;

/// <summary>Where the function or the constructor of an object stands in its script.</summary>
/// <param name="ScriptId">V8's script id; only the process or the graph's Script nodes know the file.</param>
/// <param name="Line">Line, from 0 as in the file format.</param>
/// <param name="Column">Column of the parameter list's bracket, from 0 as in the file format.</param>
public readonly record struct ObjectLocation(int ScriptId, int Line, int Column);

namespace Heaptrail.Heap.Graph;

/// <summary>A function on whose behalf memory was allocated.</summary>
/// <param name="Name">Its name; empty for an anonymous one.</param>
/// <param name="Script">Path or URL of its script; empty for V8's own functions.</param>
/// <param name="ScriptId">V8's script id; 0 for V8's own functions.</param>
/// <param name="Line">Line of the function, from 1; 0 when not known.</param>
/// <param name="Column">Column of the function, from 1; 0 when not known.</param>
public sealed record AllocationFunction(string Name, string Script, int ScriptId, int Line, int Column);

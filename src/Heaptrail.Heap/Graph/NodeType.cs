namespace Heaptrail.Heap.Graph;

/// <summary>
/// Kind of a node, in the order of V8's <c>HeapEntry::Type</c>. A file names its types itself; names that are not known here
/// get values from <see cref="FirstUnknown"/> on, and <see cref="HeapGraph.TypeName"/> returns their name.
/// </summary>
public enum NodeType : byte
{
    /// <summary>V8's own data: contexts' parts, maps (up to V8 10), feedback.</summary>
    Hidden,
    /// <summary>Backing store of an array, hash table or property table.</summary>
    Array,
    /// <summary>String with its characters.</summary>
    String,
    /// <summary>JavaScript object.</summary>
    Object,
    /// <summary>Compiled code.</summary>
    Code,
    /// <summary>Function.</summary>
    Closure,
    /// <summary>Regular expression.</summary>
    RegExp,
    /// <summary>Number on the heap.</summary>
    Number,
    /// <summary>Object of the embedder (Node.js, Chromium) outside the JavaScript heap.</summary>
    Native,
    /// <summary>Node made by the snapshot generator, such as the roots.</summary>
    Synthetic,
    /// <summary>Concatenation of two strings that was not copied together yet.</summary>
    ConsString,
    /// <summary>Part of another string.</summary>
    SlicedString,
    /// <summary>Symbol.</summary>
    Symbol,
    /// <summary>BigInt.</summary>
    BigInt,
    /// <summary>Map (hidden class) of objects, from V8 11 on.</summary>
    ObjectShape,
    /// <summary>WebAssembly object, V8 11 only.</summary>
    WasmObject,
    /// <summary>First value for type names that are not known here.</summary>
    FirstUnknown,
}

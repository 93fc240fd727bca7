namespace Heaptrail.Postmortem.Inspection;

/// <summary>A value of JavaScript as it lay in memory.</summary>
public sealed record MemoryValue
{
    /// <summary>What it is.</summary>
    public required MemoryValueKind Kind { get; init; }

    /// <summary>Its address in the process, without V8's tag; <see langword="null"/> for small numbers, which lie in their place.</summary>
    public ulong? Address { get; init; }

    /// <summary>Name of its class, or of the function; empty for primitive values.</summary>
    public string Name { get; init; } = "";

    /// <summary>A primitive value as text, the state of a promise, the place of a function; strings as they are, up to 1,024 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>Characters, elements, entries or bytes; <see langword="null"/> where there is nothing to count.</summary>
    public long? Length { get; init; }

    /// <summary>What is in it, as far as was asked for.</summary>
    public IReadOnlyList<MemoryField> Fields { get; init; } = [];

    /// <summary>Fields that were not read: because of the depth, or because there are too many.</summary>
    public long Unread { get; init; }

    /// <summary>Whether it is one of the objects that it is shown in.</summary>
    public bool IsCircular { get; init; }
}

/// <summary>Kinds of values.</summary>
public enum MemoryValueKind
{
    /// <summary>A number, a boolean, <c>undefined</c>, <c>null</c>, a symbol or a BigInt.</summary>
    Primitive,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A function.</summary>
    Function,

    /// <summary>An array.</summary>
    Array,

    /// <summary>Any other object.</summary>
    Object,

    /// <summary>Data of V8's own.</summary>
    Internal,
}

/// <summary>Something in an object.</summary>
/// <param name="Kind">How the object has it.</param>
/// <param name="Name">Name of the property or variable, number of the element; empty for entries of a Map or Set.</param>
/// <param name="Key">Key of an entry of a Map; otherwise <see langword="null"/>.</param>
/// <param name="Value">The value.</param>
public sealed record MemoryField(MemoryFieldKind Kind, string Name, MemoryValue? Key, MemoryValue Value);

/// <summary>How an object has something.</summary>
public enum MemoryFieldKind
{
    /// <summary>As a property.</summary>
    Property,

    /// <summary>As an element of an array.</summary>
    Element,

    /// <summary>As an entry of a Map, or a value of a Set.</summary>
    Entry,

    /// <summary>As a variable that a function keeps.</summary>
    Variable,

    /// <summary>In a field of V8's own.</summary>
    Internal,
}

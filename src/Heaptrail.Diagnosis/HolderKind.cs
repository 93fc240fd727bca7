using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>What kind of name a holder goes by.</summary>
public enum HolderKind
{
    /// <summary>An internal structure of V8 or Node.js without a name in the source.</summary>
    [JsonStringEnumMemberName("internal")] Internal,
    /// <summary>A variable at the top level of a module.</summary>
    [JsonStringEnumMemberName("module variable")] ModuleVariable,
    /// <summary>A variable of a function, captured by a closure that is still alive.</summary>
    [JsonStringEnumMemberName("closure variable")] ClosureVariable,
    /// <summary>A property of an object.</summary>
    [JsonStringEnumMemberName("property")] Property,
    /// <summary>A property of the global object.</summary>
    [JsonStringEnumMemberName("global")] Global,
    /// <summary>A static field of a class.</summary>
    [JsonStringEnumMemberName("static field")] StaticField,
}

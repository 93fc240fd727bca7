using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>Why objects stay, in the words of a Node.js developer. The names in JSON are part of the result contract.</summary>
public enum LeakCause
{
    /// <summary>None of the known causes.</summary>
    [JsonStringEnumMemberName("other")] Other,
    /// <summary>A Map, Set or object used as a dictionary gains entries and never loses them.</summary>
    [JsonStringEnumMemberName("unbounded-cache")] UnboundedCache,
    /// <summary>An array that lives as long as its module.</summary>
    [JsonStringEnumMemberName("module-array")] ModuleArray,
    /// <summary>A property of the global object.</summary>
    [JsonStringEnumMemberName("global")] Global,
    /// <summary>Listeners added to an emitter or event target and never removed.</summary>
    [JsonStringEnumMemberName("event-listener")] EventListener,
    /// <summary>A timer that is never cleared.</summary>
    [JsonStringEnumMemberName("timer")] Timer,
    /// <summary>A function that lives long and keeps the variables around it.</summary>
    [JsonStringEnumMemberName("closure")] Closure,
    /// <summary>A connection, stream, handle, file or socket that is never given back.</summary>
    [JsonStringEnumMemberName("unreleased-resource")] UnreleasedResource,
    /// <summary>A promise that never settles, or a chain of reactions that grows.</summary>
    [JsonStringEnumMemberName("promise")] Promise,
    /// <summary>AsyncLocalStorage, async_hooks or a domain.</summary>
    [JsonStringEnumMemberName("async-context")] AsyncContext,
    /// <summary>Embedder objects that are detached from their document or host.</summary>
    [JsonStringEnumMemberName("detached")] Detached,
    /// <summary>ArrayBuffers and other memory outside the JavaScript heap that JavaScript objects hold.</summary>
    [JsonStringEnumMemberName("native-buffer")] NativeBuffer,
    /// <summary>A small slice that keeps a big parent string.</summary>
    [JsonStringEnumMemberName("string-slice")] StringSlice,
    /// <summary>Modules, functions or contexts compiled again and again.</summary>
    [JsonStringEnumMemberName("code")] Code,
    /// <summary>Memory outside the V8 heap that no JavaScript object accounts for.</summary>
    [JsonStringEnumMemberName("native")] Native,
}

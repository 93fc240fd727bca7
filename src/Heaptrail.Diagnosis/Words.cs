using System.Reflection;
using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>The words of the result contract for the values of its enumerations.</summary>
public static class Words
{
    /// <summary>The contract's word for a cause, such as <c>module-array</c>.</summary>
    public static string Of(LeakCause cause) => Member<LeakCause>(cause.ToString());

    /// <summary>The contract's word for a confidence.</summary>
    public static string Of(Confidence confidence) => Member<Confidence>(confidence.ToString());

    /// <summary>The contract's word for a kind of holder, such as <c>module variable</c>.</summary>
    public static string Of(HolderKind kind) => Member<HolderKind>(kind.ToString());

    /// <summary>The contract's word for a verdict, such as <c>no-leak</c>.</summary>
    public static string Of(Verdict verdict) => Member<Verdict>(verdict.ToString());

    static string Member<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicFields)] T>(string name) =>
        typeof(T).GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name;
}

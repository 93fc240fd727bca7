using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>The words for the values of the contract. One word per thing, in every format.</summary>
public static class Words
{
    /// <summary>The verdict as the first word of a report.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Leak => "Leak",
        Verdict.NoLeak => "No leak",
        Verdict.Suspects => "Suspects",
        _ => "Inconclusive",
    };

    /// <summary>The answer of a report as its first word: of a comparison where it is one, otherwise the verdict.</summary>
    public static string Of(LeakReport report) => report.Verification?.Outcome switch
    {
        null => Of(report.Verdict),
        VerifyOutcome.Fixed => "Fixed",
        VerifyOutcome.StillLeaks => "Still leaks",
        VerifyOutcome.AnotherLeak => "Another leak",
        VerifyOutcome.StillNone => "Still no leak",
        _ => "Inconclusive",
    };

    /// <summary>The confidence, as in the contract.</summary>
    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "certain",
        Confidence.Likely => "likely",
        _ => "suspect",
    };

    /// <summary>The heading over what to do: with one snapshot nothing is known yet that could be mended.</summary>
    public static string OfAdvice(LeakReport report) => report.Snapshots.Length == 1 ? "What next" : "Likely fix";

    /// <summary>What the confidence rests on.</summary>
    public static string Meaning(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "It grew in every interval by the same number, and nothing was ever removed.",
        Confidence.Likely => "It grew in every interval, but something was removed as well or the pace varied.",
        _ => "From one snapshot only, or from growth that is not regular.",
    };

    /// <summary>The cause as a person would say it.</summary>
    public static string Of(LeakCause cause) => cause switch
    {
        LeakCause.UnboundedCache => "unbounded cache",
        LeakCause.ModuleArray => "array of a module",
        LeakCause.Global => "global variable",
        LeakCause.EventListener => "event listener",
        LeakCause.Timer => "timer",
        LeakCause.Closure => "closure",
        LeakCause.UnreleasedResource => "unreleased resource",
        LeakCause.Promise => "promise",
        LeakCause.AsyncContext => "async context",
        LeakCause.Detached => "detached object",
        LeakCause.NativeBuffer => "native buffer",
        LeakCause.StringSlice => "string slice",
        LeakCause.Code => "compiled code",
        LeakCause.Native => "native memory",
        _ => "other",
    };

    /// <summary>The kind of a holder, as in the contract.</summary>
    public static string Of(HolderKind kind) => kind switch
    {
        HolderKind.ModuleVariable => "module variable",
        HolderKind.ClosureVariable => "closure variable",
        HolderKind.Property => "property",
        HolderKind.Global => "global",
        HolderKind.StaticField => "static field",
        _ => "internal",
    };

    /// <summary>V8's edge type as a word.</summary>
    public static string OfEdge(string edgeType) => edgeType switch
    {
        "context" => "variable",
        "weak" => "weak (does not hold)",
        _ => edgeType,
    };
}

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// Tells one cause. Stateless; decides from how V8 and Node.js lay out memory, never from the names of a program. The first rule
/// that explains a situation gives the finding its cause, its title and its fix.
/// </summary>
public interface ILeakRule
{
    /// <summary>Stable id, part of the fingerprint.</summary>
    string Id { get; }

    /// <summary>The cause it tells.</summary>
    LeakCause Cause { get; }

    /// <summary>Whether the situation has this cause.</summary>
    bool Explains(LeakSituation situation);

    /// <summary>The words for it.</summary>
    LeakWords Describe(LeakSituation situation);
}

/// <summary>What a rule says about a leak.</summary>
/// <param name="Title">One line without figures.</param>
/// <param name="Relation">How each unit hangs on the holder, to follow "each is": <c>an element of Array requestLogs</c>.</param>
/// <param name="Fix">What to change.</param>
/// <param name="Detail">A further sentence about what is known of this leak; empty when there is nothing to add.</param>
public sealed record LeakWords(string Title, string Relation, string Fix, string Detail = "")
{
    /// <summary>The place to change, for a holder that is declared nowhere: where a listener of it stands; <see langword="null"/> when it is not known.</summary>
    public SourceLocation? Place { get; init; }
}

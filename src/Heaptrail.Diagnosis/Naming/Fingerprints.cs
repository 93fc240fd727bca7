using System.Text;
using Heaptrail.Diagnosis.Source;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>
/// What is the same for a leak on another day, machine or build: the rule, the file within its project, the name of the holder, and
/// the event whose listeners they are.
/// Lines, ids and counters are not part of it.
/// </summary>
static class Fingerprints
{
    internal static string Of(string ruleId, NamedHolder named, IScriptSources sources)
    {
        string? file = named.Location?.File ?? named.File;
        string of = named.EventName is { } name ? $":{WithoutCounters(name)}" : "";
        return $"{ruleId}:{(file is null ? "" : sources.StablePathOf(file))}#{WithoutCounters(named.Name)}{of}";
    }

    /// <summary>
    /// Findings that would share a fingerprint, such as properties of one name in one file, have the class of what is leaked in it as
    /// well, and a number where that is the same too: to ignore one of them must not hide the other.
    /// </summary>
    internal static IEnumerable<Finding> Distinct(IReadOnlyCollection<Finding> findings)
    {
        Dictionary<string, int> shared = findings.GroupBy(f => f.Fingerprint).ToDictionary(same => same.Key, same => same.Count());
        var taken = new HashSet<string>();
        foreach (Finding finding in findings)
        {
            string own = shared[finding.Fingerprint] == 1 ? finding.Fingerprint : $"{finding.Fingerprint}/{finding.Unit.Class}";
            string fingerprint = own;
            for (int i = 2; !taken.Add(fingerprint); i++)
                fingerprint = $"{own}/{i}";
            yield return finding with { Fingerprint = fingerprint };
        }
    }

    // A name that no source text can have is a key, and keys count requests: session-17, /orders/42.
    static string WithoutCounters(string name)
    {
        if (name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '#' or ' ' or '<' or '>') && !(name.Length > 0 && char.IsDigit(name[0])))
            return name;
        var stable = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (!char.IsAsciiDigit(c))
                stable.Append(c);
            else if (stable.Length == 0 || stable[^1] != '0')
                stable.Append('0');
        }
        return stable.ToString();
    }
}

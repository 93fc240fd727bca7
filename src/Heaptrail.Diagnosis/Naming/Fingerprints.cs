using System.Text;
using Heaptrail.Diagnosis.Source;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>
/// What is the same for a leak on another day, machine or build: the rule, the file within its project, and the name of the holder.
/// Lines, ids and counters are not part of it.
/// </summary>
static class Fingerprints
{
    internal static string Of(string ruleId, NamedHolder named, IScriptSources sources)
    {
        string? file = named.Location?.File ?? named.File;
        return $"{ruleId}:{(file is null ? "" : sources.StablePathOf(file))}#{WithoutCounters(named.Name)}";
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

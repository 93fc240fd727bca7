using System.Collections.Immutable;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Rules;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis;

/// <summary>Every sentence of a diagnosis is built here, so that it reads the same in the terminal, on a page and in a pull request.</summary>
static class Phrases
{
    /// <summary>"2,682 {url, date} objects (+2,682) cannot be collected: each is an element of …".</summary>
    internal static string Sentence(LeakSituation situation, LeakWords words)
    {
        if (situation.Candidate.IsReplaced)
            return Replaced(situation) + Spaced(words.Detail) + Others(situation.Candidate.OtherHolders) + Limited(situation);
        ClassGrowth leaked = situation.Leaked;
        string what = Things(leaked.Cumulated().Last(), situation.LeakedClass);
        string others = Others(situation.Candidate.OtherHolders);
        string slowing = situation.Candidate.IsSlowing ? " Fewer came each time: it may fill up, or it is a leak that slows down." : "";
        return $"{what} (+{Counts.Format(leaked.Added)}) cannot be collected: each is {Keepers(situation)}{words.Relation}{Where(situation.Named)}.{Spaced(words.Detail)}{Kept(situation)}{others}{slowing}{Limited(situation)}";
    }

    static string Others(int holders) => holders switch
    {
        0 => "",
        1 => " One more object holds them as well: both must be cut.",
        var more => $" {Counts.Format(more)} more objects hold them as well: each must be cut.",
    };

    static string Replaced(LeakSituation situation)
    {
        IReadOnlyList<long> bytes = situation.Candidate.RetainedBytes;
        string thing = situation.LeakedClass.StartsWith('(') ? "text" : situation.LeakedClass;
        return $"The {thing} {situation.Named.Name}{Where(situation.Named)}{(Where(situation.Named).StartsWith(',') ? "," : "")} grew from {ByteSize.Format(bytes[0])} to {ByteSize.Format(bytes[^1])}: a longer copy takes its place {EveryTime(situation)}, and nothing is dropped.";
    }

    static string Limited(LeakSituation situation) => situation.Limit switch
    {
        null => "",
        { Value: { } value } limit => $" There is a limit ({Named(limit, value)}) that is not reached yet: it may be filling up.",
        var limit => $" There is a limit ({limit.Name}): it may be filling up.",
    };

    static string Named(DeclaredLimit limit, double value) =>
        char.IsDigit(limit.Name[0]) ? Counts.Format((long)value) : $"{limit.Name} {Counts.Format((long)value)}";

    /// <summary>"1 leak explains 97 % of the growth of 12.4 MiB over 2,000 requests."</summary>
    internal static string Summary(IReadOnlyList<Finding> all, long growth, long? requests, int rounds, int ignored = 0)
    {
        List<Finding> proved = [.. all.Where(f => f.Confidence != Confidence.Suspect)];
        int findings = proved.Count;
        long explained = proved.Sum(f => f.Growth.Added);
        string over = requests is { } count ? $"over {Counts.Format(count)} requests" : $"over {Counts.Format(rounds - 1)} rounds";
        if (findings == 0 && all.Count > 0)
            return $"Nothing is proved to leak {over}, but {(all.Count == 1 ? "1 structure grows" : $"{Counts.Format(all.Count)} structures grow")} in every round, {(all.Any(IsSlowing) ? "less each time" : "below a limit of its own")}: more rounds tell.";
        if (findings == 0 && ignored > 0)
            return $"Nothing new leaks {over}: what grows is known and ignored.";
        if (findings == 0)
            return growth > 0 ? $"Nothing leaks: {ByteSize.Format(growth)} more on the heap {over}, and none of it grows in every round." : $"Nothing leaks: the heap did not grow {over}.";
        string leaks = findings == 1 ? "1 leak explains" : $"{Counts.Format(findings)} leaks explain";
        return growth <= 0
            ? $"{(findings == 1 ? "1 leak" : $"{Counts.Format(findings)} leaks")} found {over}, though the heap as a whole did not grow."
            : $"{leaks} {Math.Clamp((int)Math.Round(100.0 * explained / growth), 0, 100)} % of the growth of {ByteSize.Format(growth)} {over}.";
    }

    static bool IsSlowing(Finding finding)
    {
        ImmutableArray<long> objects = finding.Unit.Objects;
        return objects.Length > 2 && objects[^1] - objects[^2] < objects[1] - objects[0];
    }

    /// <summary>"on every request", or "again and again" when no requests were counted.</summary>
    internal static string EveryTime(LeakSituation situation)
    {
        return situation.PerRequest ? "on every request" : "again and again";
    }

    /// <summary>
    /// The holder by class and name: "Map requestCaches"; "a Map inside Agent agent" when the name is that of an object around it;
    /// "one of the 8 Arrays buffer" when there are many of a kind.
    /// </summary>
    internal static string HolderOf(LeakSituation situation)
    {
        string of = situation.HolderClass;
        int count = situation.Candidate.Siblings.Count + 1;
        bool isInside = situation.Named.Kind != HolderKind.Internal && situation.Named.Named != situation.Anchor.Index;
        string holder = count > 1 ? $"one of the {Counts.Format(count)} {Plural(of)}" : isInside ? $"{Article(of)} {of}" : of;
        if (situation.Named.Kind == HolderKind.Internal)
            return holder;
        HeapNode known = situation.Heap.Graph[situation.Named.Named];
        string named = $"{(known.HasName("system / JSProxy"u8) ? "Proxy" : situation.Heap.Classes.NameOf(known.Index))} {situation.Named.Name}";
        if (!isInside)
            return count > 1 ? $"{holder} {situation.Named.Name}" : named;
        return situation.IsWeakMapEntry ? $"{holder} that a WeakMap keeps for {named}" : $"{holder} inside {named}";
    }

    /// <summary>"Socket", "EventEmitter bus": an emitter by class and name; many of a kind by their number.</summary>
    internal static string EmitterOf(LeakSituation situation)
    {
        string of = situation.Heap.Classes.NameOf(situation.Named.Named);
        if (situation.Candidate.Siblings.Count > 0)
            return $"one of the {Counts.Format(situation.Candidate.Siblings.Count + 1)} {Plural(of)}";
        return situation.Named.Name == of ? of : $"{of} {situation.Named.Name}";
    }

    /// <summary>"an element of", by what kind of container the class is.</summary>
    internal static string PartOf(string holderClass) => holderClass switch
    {
        "Array" => "an element of",
        "Set" or "WeakSet" => "a member of",
        "Map" or "WeakMap" => "in an entry of",
        _ => "a value in",
    };

    internal static string CallbackAt(SourceLocation? location) => location is null ? "" : $", with the callback at {location}";

    internal static string Where(NamedHolder named)
    {
        string at = named.Location is null ? "" : $" ({named.Location})";
        return named.Kind switch
        {
            HolderKind.ModuleVariable when named.File is { } file => $", a variable of the module {file}{at}",
            HolderKind.ModuleVariable => $", a variable of a module{at}",
            HolderKind.ClosureVariable => $", a variable that a function captured{at}",
            HolderKind.Global => $", a property of the global object{at}",
            HolderKind.StaticField => $", a static field{at}",
            HolderKind.Property => at,
            _ => "",
        };
    }

    // "kept by 4 Timeouts, each of them ": from the thing leaked to the units that keep it.
    internal static string Keepers(LeakSituation situation)
    {
        if (situation.Replacing is not { } kept)
            return "";
        string unit = situation.UnitClass == "Function" ? "function" : situation.UnitClass.StartsWith('{') ? $"{situation.UnitClass} object" : situation.UnitClass;
        return kept.Units == 1 ? $"kept by {Article(unit)} {unit}, which is " : $"kept by {Counts.Of(kept.Units, unit)}, each of which is ";
    }

    static string Kept(LeakSituation situation)
    {
        if (situation.Kept is not { } kept || situation.Replacing is not null)
            return "";
        string of = situation.Heap.Classes.NameOf(kept.Class);
        return kept.Units == 1 ? $" Each keeps {Article(of)} {of}." : $" Each {Counts.Format(kept.Units)} keep {Article(of)} {of}.";
    }

    static string Things(long count, string className) => Counts.Of(count, Thing(className));

    /// <summary>One object of a class: "Session object", "string", "onPrice() function".</summary>
    internal static string Thing(string className) => className switch
    {
        "Function" => "function",
        "(string)" or "(concatenated string)" or "(sliced string)" => "string",
        _ when className.EndsWith("()", StringComparison.Ordinal) => $"{className} function",
        _ => $"{className} object",
    };

    internal static string Plural(string className) => char.IsLetter(className[^1]) && className[^1] is not ('s' or 'x' or 'z') ? className + "s" : className + " objects";

    static string Spaced(string sentence) => sentence.Length == 0 ? "" : " " + sentence;

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    internal static string Article(string className) => className[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a";
}

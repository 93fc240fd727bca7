using System.Globalization;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Rules;

namespace Heaptrail.Diagnosis;

/// <summary>Every sentence of a diagnosis is built here, so that it reads the same in the terminal, on a page and in a pull request.</summary>
static class Phrases
{
    /// <summary>"2,682 {url, date} objects (+2,682) cannot be collected: each is an element of …".</summary>
    internal static string Sentence(LeakSituation situation, LeakWords words)
    {
        ClassGrowth unit = situation.Candidate.Unit;
        string what = Things(unit.Cumulated().Last(), situation.UnitClass);
        string others = situation.Candidate.OtherHolders switch
        {
            0 => "",
            1 => " One more object holds them as well: both must be cut.",
            var more => $" {Number(more)} more objects hold them as well: each must be cut.",
        };
        return $"{what} (+{Number(unit.Added)}) cannot be collected: each is {words.Relation}{Where(situation.Named)}.{others}";
    }

    /// <summary>"1 leak explains 97 % of the growth of 12.4 MiB over 2,000 requests."</summary>
    internal static string Summary(int findings, long explained, long growth, long? requests, int rounds)
    {
        string over = requests is { } count ? $"over {Number(count)} requests" : $"over {Number(rounds - 1)} rounds";
        if (findings == 0)
            return growth > 0 ? $"Nothing leaks: {Bytes(growth)} more on the heap {over}, and none of it grows in every round." : $"Nothing leaks: the heap did not grow {over}.";
        string leaks = findings == 1 ? "1 leak explains" : $"{Number(findings)} leaks explain";
        return growth <= 0
            ? $"{(findings == 1 ? "1 leak" : $"{Number(findings)} leaks")} found {over}, though the heap as a whole did not grow."
            : $"{leaks} {Math.Clamp((int)Math.Round(100.0 * explained / growth), 0, 100)} % of the growth of {Bytes(growth)} {over}.";
    }

    /// <summary>"on every request", or "again and again" when no requests were counted.</summary>
    internal static string EveryTime(LeakSituation situation)
    {
        return situation.PerRequest ? "on every request" : "again and again";
    }

    /// <summary>"Map requestCaches", the holder by class and name.</summary>
    internal static string HolderOf(LeakSituation situation) =>
        situation.Named.Kind == HolderKind.Internal ? situation.HolderClass : $"{situation.HolderClass} {situation.Named.Name}";

    /// <summary>"an element of", by what kind of container the class is.</summary>
    internal static string PartOf(string holderClass) => holderClass switch
    {
        "Array" => "an element of",
        "Set" or "WeakSet" => "a member of",
        "Map" or "WeakMap" => "in an entry of",
        _ => "a value in",
    };

    internal static string CallbackAt(SourceLocation? location) => location is null ? "" : $", with the callback at {location}";

    static string Where(NamedHolder named)
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

    static string Things(long count, string className)
    {
        string thing = className switch
        {
            "Function" => "function",
            "(string)" or "(concatenated string)" or "(sliced string)" => "string",
            _ => $"{className} object",
        };
        return $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";
    }

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Bytes(long value) => value < 1024 * 1024
        ? $"{(value / 1024.0).ToString("N1", CultureInfo.InvariantCulture)} KiB"
        : $"{(value / (1024.0 * 1024)).ToString("N1", CultureInfo.InvariantCulture)} MiB";
}

using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Rules;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>The sentences about suspects. They say what is there and never that it grows: one snapshot cannot tell.</summary>
static class SuspectPhrases
{
    /// <summary>What to do with a suspect.</summary>
    internal const string Advice = "See whether it grows: take two more snapshots, with the same number of requests before each, and give all three to 'heaptrail leaks'.";

    const int LongestText = 40;

    /// <summary>One line without figures.</summary>
    internal static string Title(Suspect suspect, LeakSituation situation, LeakCause cause)
    {
        string name = situation.Named.Name;
        string things = Phrases.Thing(situation.LeakedClass);
        return cause switch
        {
            _ when suspect.AreEqualTexts => $"{name} holds the same text many times",
            _ when suspect.IsSingle => $"{name} is large",
            LeakCause.EventListener => $"Many {(situation.Named.EventName is { } of ? $"listeners for '{of}'" : "listeners")} on {name}",
            LeakCause.Timer => "Many timers wait",
            LeakCause.Promise => $"Many {things}s wait for {name}",
            _ => $"{name} holds many {things}s",
        };
    }

    /// <summary>What, how many, held by whom, how much, and why that is worth a look.</summary>
    internal static string Sentence(Suspect suspect, LeakSituation situation, LeakWords words, double share)
    {
        ClassGrowth leaked = situation.Leaked;
        string keeps = $"{ByteSize.Format(suspect.Bytes)}, {Counts.Percent(share)} of the heap";
        string where = $"{words.Relation}{Phrases.Where(situation.Named)}";
        if (suspect.IsSingle)
        {
            string held = situation.Unit.Index == situation.Anchor.Index && situation.Named.Kind != HolderKind.Internal ? situation.Named.Name : $"kept by {Phrases.HolderOf(situation)}";
            return $"1 {Phrases.Thing(situation.LeakedClass)} keeps {keeps}. It is {held}{Phrases.Where(situation.Named)}.";
        }
        string count = Counts.Of(leaked.Added, Phrases.Thing(situation.LeakedClass));
        if (suspect.AreEqualTexts)
            return $"{count} have the same text ({Quoted(NodeNames.Of(situation.Unit))}) and take {keeps}: one would do. Each is {where}.";
        return $"{count} are held: each is {Phrases.Keepers(situation)}{where}. Together they keep {keeps}.{Signs(suspect)}";
    }

    /// <summary>The answer in one sentence.</summary>
    internal static string Summary(int suspects, long bytes, long total)
    {
        const string Warning = "One snapshot shows what is large, not what grows.";
        if (suspects == 0)
            return $"Nothing stands out: no group of objects of the program is large or looks like a leak on this heap of {ByteSize.Format(total)}. {Warning}";
        double share = (double)bytes / total;
        return $"{Counts.Of(suspects, "suspect")} {(suspects == 1 ? "keeps" : "keep")} {Counts.Percent(Math.Min(1, share))} of the heap of {ByteSize.Format(total)}. {Warning}";
    }

    static string Signs(Suspect suspect)
    {
        string signs = "";
        if (suspect.Keys is { } keys)
            signs += $" Its keys look like {keys.Words} ({Quoted(keys.Example)}): there is no end to them.";
        if (suspect.AreListeners)
            signs += $" Node.js warns above {HeldGroups.MostListeners} listeners for one event.";
        else if (suspect.AreOneFunction)
            signs += " They were all made at one place of the source.";
        return signs;
    }

    static string Quoted(string text) => $"'{(text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…"))}'";
}

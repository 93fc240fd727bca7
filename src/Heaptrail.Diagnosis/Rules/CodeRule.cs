namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are code, or each has code of its own: functions, scripts, modules or realms that are made at run time.</summary>
sealed class CodeRule : ILeakRule
{
    public string Id => "code-compiled-again";

    public LeakCause Cause => LeakCause.Code;

    public bool Explains(LeakSituation situation) => situation.Candidate.IsDirect && CompiledCode.Find(situation) is not null;

    public LeakWords Describe(LeakSituation situation)
    {
        string what = CompiledCode.Find(situation) ?? "function";
        return new(
            $"{Phrases.Capital(Phrases.Article(what))} {what} is {(what is "module" ? "loaded" : what is "context of node:vm" ? "created" : "compiled")} {Phrases.EveryTime(situation)} and kept by {situation.Named.Name}",
            $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
            FixOf(what, situation.Named.Name),
            what switch
            {
                "function" => "Each has code of its own, compiled from its own text.",
                "context of node:vm" => "Each has a full set of built-in objects of its own.",
                _ => "",
            });
    }

    static string FixOf(string what, string holder) => what switch
    {
        "module" => "Load a module once, under one name: Node.js keeps every name that was ever loaded, so a changing query or path adds a module each time. Code that must be replaced while the program runs belongs in a worker that is ended.",
        "context of node:vm" => $"Create one context and run scripts in it again and again, or take old ones out of {holder}; for code that must go as a whole, use a worker that is ended.",
        "script" => $"Compile each text once: make one vm.Script and pass values in through its context, or give {holder} a limit (an LRU cache).",
        _ => $"Compile once: pass what changes as an argument in place of a new text each time, or give {holder} a limit (an LRU cache).",
    };
}

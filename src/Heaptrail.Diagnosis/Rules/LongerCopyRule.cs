namespace Heaptrail.Diagnosis.Rules;

/// <summary>A variable gets a longer buffer each time: the old content and something more.</summary>
sealed class LongerCopyRule : ILeakRule
{
    public string Id => "buffer-gets-longer";

    public LeakCause Cause => LeakCause.NativeBuffer;

    public bool Explains(LeakSituation situation) => situation.Candidate.IsReplaced && NativeBufferRule.IsBuffer(situation.UnitClass);

    public LeakWords Describe(LeakSituation situation) => new(
        $"The {situation.UnitClass} {situation.Named.Name} gets longer {Phrases.EveryTime(situation)}",
        $"the value of {situation.Named.Name}",
        $"Hand the bytes on (to a file, a stream) and start {situation.Named.Name} anew, or keep only the last part. Copying all of it each time also costs more and more time.");
}

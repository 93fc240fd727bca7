namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are ArrayBuffers or views of them: most of their bytes lie outside the JavaScript heap.</summary>
sealed class NativeBufferRule : ILeakRule
{
    static readonly HashSet<string> Buffers = ["Buffer", "FastBuffer", "ArrayBuffer", "SharedArrayBuffer", "Uint8Array", "DataView"];

    public string Id => "buffer-grows";

    public LeakCause Cause => LeakCause.NativeBuffer;

    public bool Explains(LeakSituation situation) => Buffers.Contains(situation.UnitClass);

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps buffers",
        $"kept by {Phrases.HolderOf(situation)}",
        "Let go of buffers when their work is over; copy the few bytes that must stay (Buffer.from) instead of keeping a view of the whole.");
}

namespace Heaptrail.Diagnosis.Rules;

/// <summary>All rules, the most specific first.</summary>
static class LeakRules
{
    internal static IReadOnlyList<ILeakRule> All { get; } =
    [
        new LongerCopyRule(),
        new StringGrowthRule(),
        new TimerRule(),
        new EventListenerRule(),
        new FinalizationRule(),
        new AsyncContextRule(),
        new DetachedRule(),
        new CodeRule(),
        new PromiseRule(),
        new NativeBufferRule(),
        new StringSliceRule(),
        new ChainRule(),
        new GlobalRule(),
        new UnreleasedResourceRule(),
        new ClosureRule(),
        new ClosureVariableRule(),
        new ModuleArrayRule(),
        new UnboundedCacheRule(),
        new OtherRule(),
    ];
}

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>How much of a recording a page shows.</summary>
static class AllocationsChoice
{
    // A frame narrower than a pixel cannot be seen, and a stack deeper than this is recursion.
    const int MostFrames = 40;
    const int DeepestStack = 48;
    const int MostFunctions = 500;

    /// <summary>The choice for <c>tree</c>, <c>callers</c> or <c>function</c>.</summary>
    public static AllocationsOptions Of(string by) => by switch
    {
        "tree" => new() { By = AllocationsBy.Tree, Top = MostFrames, Depth = DeepestStack },
        "callers" => new() { By = AllocationsBy.Callers, Top = MostFrames, Depth = DeepestStack },
        _ => new() { By = AllocationsBy.Function, Top = MostFunctions },
    };
}

using Heaptrail.Heap.Saving;

namespace Heaptrail.Cli.Commands;

/// <summary>Damage of a saved index that came to light on any thread.</summary>
static class IndexDamage
{
    /// <summary>The damage behind an exception; <see langword="null"/> for any other trouble.</summary>
    public static IndexFormatException? In(Exception exception) => exception switch
    {
        IndexFormatException damage => damage,
        AggregateException all => all.Flatten().InnerExceptions.OfType<IndexFormatException>().FirstOrDefault(),
        _ => null,
    };
}

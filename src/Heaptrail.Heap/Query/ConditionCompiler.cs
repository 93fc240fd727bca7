namespace Heaptrail.Heap.Query;

/// <summary>Turns conditions into tests of rows. Parts are tested in the order of the query, so cheap ones may stand first.</summary>
static class ConditionCompiler
{
    /// <summary>A test that several threads may call.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="readerOf">Readers of the rows' values.</param>
    /// <param name="factory">Steps from nodes.</param>
    internal static Func<int, bool> Compile(QueryCondition condition, Func<QueryExpression, Reader> readerOf, ReaderFactory factory)
    {
        switch (condition)
        {
            case AllCondition { Parts: var parts }:
                Func<int, bool>[] all = [.. parts.Select(part => Compile(part, readerOf, factory))];
                return row =>
                {
                    foreach (Func<int, bool> test in all)
                    {
                        if (!test(row))
                            return false;
                    }
                    return true;
                };
            case AnyCondition { Parts: var parts }:
                Func<int, bool>[] any = [.. parts.Select(part => Compile(part, readerOf, factory))];
                return row =>
                {
                    foreach (Func<int, bool> test in any)
                    {
                        if (test(row))
                            return true;
                    }
                    return false;
                };
            case NotCondition { Inner: var inner }:
                Func<int, bool> negated = Compile(inner, readerOf, factory);
                return row => !negated(row);
            case HasCondition { Steps: var steps }:
                Func<int, int> step = factory.StepsOf(steps);
                return row => step(row) >= 0;
            default:
                var comparison = (Comparison)condition;
                Reader reader = readerOf(comparison.Left);
                Func<long, bool> passes = reader.Test(comparison.Operator, comparison.Right);
                return row => passes(reader.KeyOf(row));
        }
    }
}

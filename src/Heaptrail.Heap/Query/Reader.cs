using System.Collections.Immutable;
using System.Globalization;

namespace Heaptrail.Heap.Query;

/// <summary>
/// One value of every row. A value is known by a key of 64 bits, equal for equal values; its text is made only when somebody looks
/// at it, and a test is run once per key where keys are few.
/// </summary>
abstract class Reader(QueryUnit unit)
{
    /// <summary>Key of a value that is not there: the bits of NaN, which no other key has.</summary>
    internal static readonly long Missing = BitConverter.DoubleToInt64Bits(double.NaN);

    internal QueryUnit Unit => unit;

    /// <summary>Above this no key lies, or only few; 0 where keys are spread widely.</summary>
    internal virtual int KeyLimit => 0;

    /// <summary>Key of a row's value. Called by several threads.</summary>
    internal abstract long KeyOf(int row);

    /// <summary>The value behind a key that is not missing.</summary>
    internal abstract QueryValue ValueOf(long key);

    /// <summary>Order of two keys that are not missing.</summary>
    internal abstract int Compare(long a, long b);

    /// <summary>A test of keys that are not missing against one literal, for equality or one of the orders and patterns. Called by several threads.</summary>
    protected abstract Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right);

    /// <summary>Keys that stand for the same value as another, where one value can have several.</summary>
    internal virtual IReadOnlyDictionary<long, long>? Aliases(IEnumerable<long> keys) => null;

    internal QueryValue this[int row] => Show(KeyOf(row));

    internal QueryValue Show(long key) => key == Missing ? QueryValue.None(unit) : ValueOf(key);

    /// <summary>A test of keys. What is missing passes none, not even that it differs.</summary>
    internal virtual Func<long, bool> Test(QueryOperator comparison, ImmutableArray<QueryLiteral> right)
    {
        bool isNegated = comparison is QueryOperator.NotEqual or QueryOperator.NotMatches;
        QueryOperator positive = comparison switch { QueryOperator.NotEqual => QueryOperator.Equal, QueryOperator.NotMatches => QueryOperator.Matches, _ => comparison };
        Func<long, bool>[] tests = [.. right.Select(literal => TestOne(positive, literal))];
        Func<long, bool> any = tests is [var only] ? only : key => Array.Exists(tests, test => test(key));
        return Remembered(key => key != Missing && any(key) != isNegated);
    }

    // Threads may compute the same answer twice; they never see a wrong one.
    Func<long, bool> Remembered(Func<long, bool> test)
    {
        const byte Yes = 1;
        const byte No = 2;
        if (KeyLimit == 0)
            return test;
        var known = new byte[KeyLimit];
        return key =>
        {
            if ((ulong)key >= (ulong)known.Length)
                return test(key);
            byte before = known[key];
            if (before != 0)
                return before == Yes;
            bool passes = test(key);
            known[key] = passes ? Yes : No;
            return passes;
        };
    }
}

/// <summary>Numbers: the key has the bits of the number.</summary>
sealed class NumberReader(QueryUnit unit, Func<int, double> numberOf) : Reader(unit)
{
    internal override long KeyOf(int row) => BitConverter.DoubleToInt64Bits(numberOf(row) + 0.0);

    internal override QueryValue ValueOf(long key) => QueryValue.Of(BitConverter.Int64BitsToDouble(key), Unit);

    internal override int Compare(long a, long b) => BitConverter.Int64BitsToDouble(a).CompareTo(BitConverter.Int64BitsToDouble(b));

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right)
    {
        double number = Unit == QueryUnit.Flag ? right.Text == "true" ? 1 : 0 : right.Number;
        return key => Holds(BitConverter.Int64BitsToDouble(key), comparison, number);
    }

    internal static bool Holds(double left, QueryOperator comparison, double right) => comparison switch
    {
        QueryOperator.Equal => left == right,
        QueryOperator.Less => left < right,
        QueryOperator.LessOrEqual => left <= right,
        QueryOperator.Greater => left > right,
        QueryOperator.GreaterOrEqual => left >= right,
        _ => throw new InvalidOperationException(comparison.ToString()),
    };

    /// <summary>A number as V8 writes it into a name; NaN when it is none.</summary>
    internal static double Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number + 0.0 : double.NaN;
}

/// <summary>Values of another reader, found by other rows.</summary>
abstract class ForwardingReader(Reader origin) : Reader(origin.Unit)
{
    internal override int KeyLimit => origin.KeyLimit;

    internal override QueryValue ValueOf(long key) => origin.ValueOf(key);

    internal override int Compare(long a, long b) => origin.Compare(a, b);

    internal override IReadOnlyDictionary<long, long>? Aliases(IEnumerable<long> keys) => origin.Aliases(keys);

    internal override Func<long, bool> Test(QueryOperator comparison, ImmutableArray<QueryLiteral> right) => origin.Test(comparison, right);

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right) => throw new InvalidOperationException("the origin tests");
}

/// <summary>Values that were read before: those of a group.</summary>
sealed class StoredReader(Reader origin, long[] keys) : ForwardingReader(origin)
{
    internal override long KeyOf(int row) => keys[row];
}

/// <summary>Values of the node that some steps lead to.</summary>
sealed class SteppingReader(Reader origin, Func<int, int> step) : ForwardingReader(origin)
{
    readonly Reader origin = origin;

    internal override long KeyOf(int row) => step(row) is >= 0 and var node ? origin.KeyOf(node) : Missing;
}

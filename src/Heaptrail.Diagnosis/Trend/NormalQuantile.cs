namespace Heaptrail.Diagnosis.Trend;

/// <summary>Quantiles of the normal distribution.</summary>
static class NormalQuantile
{
    const double Widest = 38;

    /// <summary>The value that a standard normal variable exceeds with a probability below one half.</summary>
    public static double Upper(double probability)
    {
        double low = 0, high = Widest;
        for (var i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Tail(middle) > probability ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    // The continued fraction of Mills' ratio, from behind; below 2 the series of the distribution itself converges faster.
    static double Tail(double z)
    {
        double density = double.Exp(-z * z / 2) / double.Sqrt(2 * double.Pi);
        if (z < 2)
        {
            double term = z, sum = z;
            for (var k = 3; k < 60; k += 2)
                sum += term *= z * z / k;
            return 0.5 - (density * sum);
        }
        double fraction = z;
        for (var k = 60; k > 0; k--)
            fraction = z + (k / fraction);
        return density / fraction;
    }
}

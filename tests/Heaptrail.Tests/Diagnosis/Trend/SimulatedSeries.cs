using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Tests.Diagnosis.Trend;

/// <summary>Series around 50 with noise of 1 whose neighbours correlate by 0.6: what remains in use after collections looks like this, in MB.</summary>
sealed class SimulatedSeries(int seed)
{
    const double Correlation = 0.6;
    readonly Random random = new(seed);

    public SeriesPoint[] Flat(int n) => Make(n, _ => 0);

    public SeriesPoint[] Warmup(int n) => Make(n, i => -20 * double.Exp(-i / (n / 10.0)));

    public SeriesPoint[] SlowWarmup(int n) => Make(n, i => -20 * double.Exp(-i / (n / 6.0)));

    public SeriesPoint[] Bounded(int n) => Make(n, i => 30 * double.Min(1, i / (n * 0.6)));

    public SeriesPoint[] BoundedByRandomKeys(int n) => Make(n, i => 20 * (1 - double.Exp(-i / (n / 5.0))));

    public SeriesPoint[] Step(int n)
    {
        double at = n * (0.2 + (0.6 * random.NextDouble())), height = 2 + (8 * random.NextDouble());
        return Make(n, i => i >= at ? height : 0);
    }

    public SeriesPoint[] Cycle(int n)
    {
        double phase = random.NextDouble() * double.Tau, period = n / (2 + (3 * random.NextDouble()));
        return Make(n, i => 5 * double.Sin(phase + (double.Tau * i / period)));
    }

    public SeriesPoint[] Leak(int n, double share) => Make(n, i => 50 * share * i);

    public SeriesPoint[] LeakAfterWarmup(int n) => Make(n, i => (0.5 * i) - (20 * double.Exp(-i / (n / 10.0))));

    SeriesPoint[] Make(int n, Func<int, double> course)
    {
        var points = new SeriesPoint[n];
        double noise = Gauss();
        for (var i = 0; i < n; i++)
        {
            noise = (Correlation * noise) + (double.Sqrt(1 - (Correlation * Correlation)) * Gauss());
            points[i] = new(i, 50 + course(i) + noise);
        }
        return points;
    }

    double Gauss() => double.Sqrt(-2 * double.Log(1 - random.NextDouble())) * double.Cos(double.Tau * random.NextDouble());
}

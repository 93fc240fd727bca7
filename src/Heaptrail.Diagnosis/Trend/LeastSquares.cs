namespace Heaptrail.Diagnosis.Trend;

/// <summary>A fit of a few columns to a series by least squares.</summary>
/// <param name="Coefficients">One per column.</param>
/// <param name="SquaredError">What the fit leaves, squared and summed.</param>
/// <param name="SecondError">Standard error of the second coefficient, widened for neighbours that resemble each other.</param>
sealed record LeastSquares(double[] Coefficients, double SquaredError, double SecondError)
{
    const double MostCorrelation = 0.9;

    /// <summary>Fits. The columns must not depend on each other; <see langword="null"/> when they do.</summary>
    public static LeastSquares? Fit(double[] values, params double[][] columns)
    {
        int n = values.Length, m = columns.Length;
        var rows = new double[m][];
        for (var p = 0; p < m; p++)
        {
            rows[p] = new double[(2 * m) + 1];
            for (var q = 0; q < m; q++)
                rows[p][q] = Dot(columns[p], columns[q]);
            rows[p][m + p] = 1;
            rows[p][2 * m] = Dot(columns[p], values);
        }
        if (!Eliminate(rows, m))
            return null;
        double[] coefficients = [.. rows.Select(row => row[2 * m])];
        double error = 0, neighbours = 0, before = 0;
        for (var i = 0; i < n; i++)
        {
            double rest = values[i];
            for (var p = 0; p < m; p++)
                rest -= coefficients[p] * columns[p][i];
            error += rest * rest;
            neighbours += i > 0 ? rest * before : 0;
            before = rest;
        }
        double correlation = error > 0 ? double.Clamp((neighbours / error) + ((m + 1.0) / n), 0, MostCorrelation) : 0;
        double spread = error / int.Max(n - m, 1) * double.Max(rows[1][m + 1], 0) * (1 + correlation) / (1 - correlation);
        return new(coefficients, error, double.Sqrt(spread));
    }

    // Gauss and Jordan: the left half becomes the unit matrix, the right half the inverse.
    static bool Eliminate(double[][] rows, int m)
    {
        for (var i = 0; i < m; i++)
        {
            double pivot = rows[i][i];
            if (double.Abs(pivot) < 1e-12)
                return false;
            for (var k = 0; k < rows[i].Length; k++)
                rows[i][k] /= pivot;
            for (var j = 0; j < m; j++)
            {
                double factor = rows[j][i];
                if (j == i || factor == 0)
                    continue;
                for (var k = 0; k < rows[j].Length; k++)
                    rows[j][k] -= factor * rows[i][k];
            }
        }
        return true;
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}

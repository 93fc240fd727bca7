using Heaptrail.Diagnosis.Text;
using Xunit;

namespace Heaptrail.Tests.Diagnosis;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(312, "312 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1_363_149, "1.3 MiB")]
    [InlineData(1_048_524, "1023.9 KiB")]
    [InlineData(1_048_525, "1.0 MiB")]
    [InlineData(-2048, "-2.0 KiB")]
    [InlineData(5L << 30, "5.0 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    [InlineData(long.MinValue, "-8.0 EiB")]
    public void Sizes_have_one_decimal_and_1_KiB_is_1024_B(long bytes, string expected) => Assert.Equal(expected, ByteSize.Format(bytes));

    [Theory]
    [InlineData(230.7, "230.7 B")]
    [InlineData(232, "232 B")]
    [InlineData(1023.97, "1.0 KiB")]
    [InlineData(108_422.76, "105.9 KiB")]
    public void Fractions_of_a_byte_are_shown_below_1_KiB_only(double bytes, string expected) => Assert.Equal(expected, ByteSize.Format(bytes));

    [Fact]
    public void Growth_has_a_sign()
    {
        Assert.Equal("+1.3 MiB", ByteSize.Signed(1_363_149));
        Assert.Equal("-312 B", ByteSize.Signed(-312));
        Assert.Equal("0 B", ByteSize.Signed(0));
        Assert.Equal("+38", Counts.Signed(38));
        Assert.Equal("-1,200", Counts.Signed(-1200));
        Assert.Equal("0", Counts.Signed(0));
    }

    [Fact]
    public void A_course_of_sizes_has_one_unit()
    {
        Assert.Equal("61.2 → 131.0 → 274.9 MiB", ByteSize.Series([64_172_851, 137_363_456, 288_253_542]));
        Assert.Equal("12 → 900 B", ByteSize.Series([12, 900]));
        Assert.Equal("", ByteSize.Series([]));
    }

    [Fact]
    public void Counts_have_thousands_separators_and_the_right_noun()
    {
        Assert.Equal("88,104", Counts.Format(88_104));
        Assert.Equal("1 leak", Counts.Of(1, "leak"));
        Assert.Equal("2,000 requests", Counts.Of(2000, "request"));
        Assert.Equal("2 entries", Counts.Of(2, "entry", "entries"));
        Assert.Equal("0 → 1,341 → 2,682", Counts.Series([0, 1341, 2682]));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.019, "0.019")]
    [InlineData(0.5, "0.5")]
    [InlineData(1, "1")]
    [InlineData(912.44, "912.4")]
    [InlineData(12_345.6, "12,346")]
    public void Measured_numbers_show_no_more_than_they_know(double number, string expected) => Assert.Equal(expected, Counts.Measured(number));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.004, "< 1 %")]
    [InlineData(0.97, "97 %")]
    [InlineData(0.996, "> 99 %")]
    [InlineData(1, "100 %")]
    public void Only_everything_is_100_percent(double share, string expected) => Assert.Equal(expected, Counts.Percent(share));

    [Theory]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(212.5, "212 ms")]
    [InlineData(999.7, "999 ms")]
    [InlineData(2_800, "2.8 s")]
    [InlineData(59_960, "59.9 s")]
    [InlineData(245_000, "4 min 05 s")]
    [InlineData(7_620_000, "2 h 07 min")]
    [InlineData(-1_500, "-1.5 s")]
    public void Durations_have_the_unit_that_fits(double milliseconds, string expected) => Assert.Equal(expected, Durations.FormatMilliseconds(milliseconds));
}

using Heaptrail.Cli;
using Heaptrail.Cli.Workflows;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class RequestCountsTests
{
    [Fact]
    public void One_number_is_that_of_every_interval() => Assert.Equal([500, 1000, 1500], RequestCounts.Parse("500").Until(3));

    [Fact]
    public void Several_numbers_are_one_for_each_interval() => Assert.Equal([0, 100, 600], RequestCounts.Parse("100,500").Until(3));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("100,")]
    [InlineData("100;500")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.Contains("--requests", Assert.Throws<UsageException>(() => RequestCounts.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void There_must_be_as_many_as_intervals()
    {
        string message = Assert.Throws<UsageException>(() => RequestCounts.Parse("100,500").Until(2)).Message;
        Assert.Equal("--requests 100,500: 2 numbers, but 2 snapshots have 1 between them; give one number, or one for each", message);
    }
}

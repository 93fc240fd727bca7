using Heaptrail.Capture.Processes;
using Xunit;

namespace Heaptrail.Tests.Capture;

/// <summary>Figures in MiB, read from Node.js 16 to 26 on x64: <c>heap_size_limit</c>, and the size of the semi-spaces that programs reached.</summary>
public sealed class OldGenerationTests
{
    [Theory]
    [InlineData(16, 4144, 4096), InlineData(18, 4144, 4096), InlineData(20, 4144, 4096), InlineData(22, 4144, 4096)]
    [InlineData(24, 4288, 4096), InlineData(26, 4192, 4096)]
    public void Without_options_the_young_generation_of_the_version_is_left_out(int major, long whole, long old) => Assert.Equal(old, Limit(major, whole));

    [Theory]
    [InlineData(20, 112), InlineData(22, 112), InlineData(24, 256), InlineData(26, 160)]
    public void The_size_that_was_set_is_the_limit(int major, long whole) => Assert.Equal(64, Limit(major, whole, "--max-old-space-size=64"));

    [Theory]
    // As with --max-heap-size, and in containers: what V8 chooses for a small heap has small semi-spaces.
    [InlineData(20, 512, 500), InlineData(20, 1024, 1000), InlineData(20, 2048, 2000)]
    [InlineData(24, 512, 464), InlineData(24, 1024, 928), InlineData(24, 2048, 1856)]
    [InlineData(26, 256, 232), InlineData(26, 512, 464), InlineData(26, 1024, 928), InlineData(26, 2048, 1952)]
    public void A_small_heap_has_a_small_young_generation(int major, long whole, long old) => Assert.Equal(old, Limit(major, whole));

    [Theory]
    [InlineData(20, 4120, 4096, "--max-semi-space-size=8"), InlineData(24, 4288, 4096, "--max-semi-space-size=64"), InlineData(26, 4120, 4096, "--max_semi_space_size", "8")]
    [InlineData(22, 12099, 12051, "--max-old-space-size-percentage=50"), InlineData(24, 12243, 12051, "--max-old-space-size-percentage=50")]
    [InlineData(20, 536, 512, "--max-semi-space-size=8", "--max-old-space-size=512")]
    public void Options_that_size_the_young_generation_count(int major, long whole, long old, params string[] options) => Assert.Equal(old, Limit(major, whole, options));

    [Fact]
    public void Absurd_options_do_not_make_a_limit_of_nothing() => Assert.Equal(50, Limit(20, 100, "--max-semi-space-size=999999999999"));

    static long Limit(int major, long whole, params string[] options) => OldGeneration.LimitOf(whole << 20, major, options) >> 20;
}

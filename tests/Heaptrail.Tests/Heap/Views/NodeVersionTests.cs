using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class NodeVersionTests
{
    [Theory]
    [InlineData("root -> process -> version(string:8:v20.20.2)", "20.20.2")]
    [InlineData("root -> process -> version(string:8:v27.0.0-nightly20260301)", "27.0.0-nightly20260301")]
    [InlineData("root -> process -> version(string:8:latest)", null)]
    [InlineData("root -> process -> version(string:8:v)", null)]
    [InlineData("root -> process -> version(object:8:v20.20.2)", null)]
    [InlineData("root -> process -> x; root -> other(object:8:process) -> version(string:8:v22.1.0)", "22.1.0")]
    [InlineData("root -> module -> version(string:8:v1.2.3)", null)]
    public void It_is_what_the_process_object_says(string graph, string? version) =>
        Assert.Equal(version, NodeVersion.Find(TextGraph.Parse(graph).Graph));
}

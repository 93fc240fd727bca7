using System.Reflection;
using System.Xml.Linq;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.House;

/// <summary>Heaptrail.Heap is a library: what it shows to others changes on purpose or not at all.</summary>
public sealed class PublicApiTests
{
    static readonly Assembly heap = typeof(HeapGraph).Assembly;

    [Fact]
    public void The_public_members_are_those_that_were_agreed_on() => Golden.Equal(PublicApi.Of(heap), "api/Heaptrail.Heap.txt");

    // The build refuses public members without a comment (CS1591); this is about the comments that it lets pass.
    [Fact]
    public void Every_public_member_is_explained()
    {
        XElement[] members = [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Heaptrail.Heap.xml")).Descendants("member")];
        string[] types = [.. heap.GetExportedTypes().Select(type => $"T:{type.FullName!.Replace('+', '.')}")];
        Assert.Empty(types.Except(members.Select(member => member.Attribute("name")!.Value)));
        Assert.Empty(members.Where(IsEmpty).Select(member => member.Attribute("name")!.Value));
    }

    static bool IsEmpty(XElement member) =>
        member.Element("inheritdoc") is null && member.Element("summary") is not { } summary
        || member.Element("summary") is { HasElements: false } text && text.Value.Trim().Length < 3;
}

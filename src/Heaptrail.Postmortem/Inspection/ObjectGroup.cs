namespace Heaptrail.Postmortem.Inspection;

/// <summary>Live objects with one class and the same properties.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Properties">Names of the properties, in the order in which they were added; of a dictionary the first ones.</param>
/// <param name="PropertyCount">Number of properties; of a dictionary that of the first object.</param>
/// <param name="IsDictionary">Whether each object has a table of its own: many properties, or some that were deleted.</param>
/// <param name="Count">Number of objects.</param>
/// <param name="Bytes">Their bytes, with the lists that hold their properties and elements.</param>
/// <param name="Address">Address of one of them, without V8's tag.</param>
public sealed record ObjectGroup(string Class, IReadOnlyList<string> Properties, int PropertyCount, bool IsDictionary, long Count, long Bytes, ulong Address);

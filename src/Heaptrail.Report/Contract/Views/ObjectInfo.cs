namespace Heaptrail.Report.Contract.Views;

/// <summary>One node of a heap.</summary>
/// <param name="Id">V8's object id.</param>
/// <param name="Class">Its class.</param>
/// <param name="Name">Its name as Chrome DevTools shows it: a function's name, the text of a string; at most 1,000 characters.</param>
/// <param name="Type">V8's word for what it is, such as <c>object</c> or <c>concatenated string</c>.</param>
/// <param name="Distance">Edges from the nearest root; <see langword="null"/> when only V8's own roots lead to it, or nothing.</param>
/// <param name="ShallowBytes">Its own size.</param>
/// <param name="RetainedBytes">What would be freed with it.</param>
public sealed record ObjectInfo(long Id, string Class, string Name, string Type, int? Distance, long ShallowBytes, long RetainedBytes);

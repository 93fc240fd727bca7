namespace Heaptrail.Capture.Inspector;

/// <summary>One entry of an inspector's list.</summary>
/// <param name="Title">Title, for Node.js the path of its script.</param>
/// <param name="Url">Address of the script, a <c>file:</c> URL.</param>
/// <param name="Address">WebSocket address to connect to.</param>
public sealed record InspectorPage(string Title, string Url, Uri Address);

namespace Heaptrail.Capture.Load.Http;

/// <summary>A complete answer.</summary>
/// <param name="Status">Status code.</param>
/// <param name="KeepsOpen">Whether the connection can be used again.</param>
readonly record struct HttpAnswer(int Status, bool KeepsOpen);

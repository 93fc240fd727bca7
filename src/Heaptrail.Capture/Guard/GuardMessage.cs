using System.Text.Json;

namespace Heaptrail.Capture.Guard;

/// <summary>What a guarded process has told.</summary>
/// <param name="Type">Kind of message; <c>closed</c> when its connection has ended.</param>
/// <param name="Pid">The process it is about.</param>
/// <param name="Body">The whole message.</param>
/// <param name="From">Where it came from.</param>
readonly record struct GuardMessage(string Type, int Pid, JsonElement Body, GuardConnection From);

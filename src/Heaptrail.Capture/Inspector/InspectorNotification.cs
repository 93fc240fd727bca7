using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

/// <summary>An event that the inspector sent.</summary>
/// <param name="Method">Its name, such as <c>Debugger.scriptParsed</c>.</param>
/// <param name="Parameters">Its parameters; owned by the receiver.</param>
public readonly record struct InspectorNotification(string Method, JsonElement Parameters);

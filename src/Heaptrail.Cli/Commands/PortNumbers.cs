using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Heaptrail.Cli.Commands;

/// <summary>Ports of this machine as people write them: <c>9464</c> or <c>:9464</c>.</summary>
static class PortNumbers
{
    /// <summary>An option that takes a port; 0 is any that is free.</summary>
    public static Option<int?> Option(string name, string what) => new(name) { Description = what, HelpName = ":PORT", CustomParser = Parse };

    static int? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ushort.TryParse(text.StartsWith(':') ? text.AsSpan(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return port;
        result.AddError($"'{text}' is no port: expected a number up to 65535, as in :9464. Only 127.0.0.1 is listened to");
        return null;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Guard;

/// <summary>How the user's command is started under a guard.</summary>
static class GuardCommand
{
    /// <summary>One process, with the agent loaded before the program.</summary>
    internal static ProcessStartInfo Plain(GuardOptions options, string agent, string socket)
    {
        ProcessStartInfo start = Start(options.Command[0], socket);
        if (NodeNames.IsNode(options.Command[0]))
        {
            start.ArgumentList.Add($"--require={agent}");
        }
        else
        {
            // Also in what npm and the like start; who is no member is not listened to.
            start.Environment.TryGetValue("NODE_OPTIONS", out string? before);
            start.Environment["NODE_OPTIONS"] = $"{before} -r \"{agent}\"".TrimStart();
        }
        foreach (string word in options.Command.Skip(1))
            start.ArgumentList.Add(word);
        if (options.WaitsForReady)
            start.Environment["HEAPTRAIL_GUARD_READY"] = "1";
        return start;
    }

    /// <summary>The primary, which starts workers that run the program with the agent.</summary>
    /// <exception cref="CaptureException">The command is not node with a script.</exception>
    internal static ProcessStartInfo Primary(GuardOptions options, string primary, string agent, string socket)
    {
        (ImmutableArray<string> nodeOptions, string script, ImmutableArray<string> words) = Split(options.Command);
        ProcessStartInfo start = Start(options.Command[0], socket);
        start.ArgumentList.Add(primary);
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("exec"u8, Path.GetFullPath(script));
            WriteList("args", words);
            WriteList("execArgv", [.. nodeOptions, $"--require={agent}"]);
            writer.WriteEndObject();

            void WriteList(string name, ImmutableArray<string> list)
            {
                writer.WriteStartArray(name);
                foreach (string word in list)
                    writer.WriteStringValue(word);
                writer.WriteEndArray();
            }
        }
        start.Environment["HEAPTRAIL_GUARD_WORKERS"] = Encoding.UTF8.GetString(json.ToArray());
        return start;
    }

    /// <summary>Takes <c>node --options script words</c> apart.</summary>
    internal static (ImmutableArray<string> NodeOptions, string Script, ImmutableArray<string> Words) Split(ImmutableArray<string> command)
    {
        int script = 1;
        while (script < command.Length && command[script].StartsWith('-'))
            script += command[script] is "-r" or "--require" or "--import" or "--loader" or "--experimental-loader" or "-C" or "--conditions" or "--env-file" ? 2 : 1;
        return NodeNames.IsNode(command[0]) && script < command.Length
            ? ([.. command.Take(script).Skip(1)], command[script], [.. command.Skip(script + 1)])
            : throw new CaptureException(CaptureFault.NotNode, $"workers can only be made of node and a script, and this is '{string.Join(' ', command)}'; give the command that npm or the like would run");
    }

    // Nothing is redirected: the program must be able to write when the guard has died.
    static ProcessStartInfo Start(string command, string socket)
    {
        var start = new ProcessStartInfo { UseShellExecute = false };
        start.FileName = Executables.Find(command, Environment.CurrentDirectory, start.Environment.TryGetValue("PATH", out string? path) ? path : null);
        start.Environment["HEAPTRAIL_GUARD"] = socket;
        return start;
    }
}

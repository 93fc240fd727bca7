using System.Collections.Immutable;
using System.Text.Json;
using Heaptrail.Capture.Guard;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What a guard remembers, in a file that the next one reads: whoever kills the guard does not kill the program.</summary>
sealed class GuardJournal
{
    const int MostEvents = 100;
    readonly string file;

    GuardJournal(string file, GuardState state) => (this.file, State) = (file, state);

    /// <summary>What is remembered.</summary>
    public GuardState State { get; private set; }

    /// <summary>Reads the journal of a folder, and makes the folder where there is none. Another command begins a new one.</summary>
    /// <exception cref="UsageException">The folder cannot be used.</exception>
    public static GuardJournal Open(string folder, ImmutableArray<string> command)
    {
        string file = Path.Combine(folder, "state.json");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (File.Exists(file) && JsonSerializer.Deserialize(File.ReadAllText(file), typeof(GuardState), ViewJson.Context) is GuardState state && state.CommandLine.SequenceEqual(command))
                return new(file, state);
        }
        catch (JsonException)
        {
            // Cut off when the disk was full: nothing is lost but history.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder} cannot be used: {e.Message} Give another folder with --state.");
        }
        return new(file, new() { CommandLine = command });
    }

    /// <summary>Writes down which processes there are.</summary>
    public void Note(GuardedProgram program)
    {
        State = State with
        {
            Primary = program is { PrimaryPid: { } pid, PrimaryStartTicks: { } ticks } ? new(pid, ticks) : null,
            Members = [.. program.Members.Where(member => !member.IsLeaving).Select(member => new GuardedProcess(member.Pid, member.StartTicks))],
        };
        Save();
    }

    /// <summary>Writes down that something has happened.</summary>
    public void Note(GuardEvent what)
    {
        State = State with { Events = [.. State.Events.TakeLast(MostEvents - 1), what] };
        Save();
    }

    void Save()
    {
        try
        {
            string partial = file + ".partial";
            File.WriteAllText(partial, ViewJson.Text(State));
            File.Move(partial, file, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk must not end the service.
        }
    }
}

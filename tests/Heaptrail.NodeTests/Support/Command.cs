using System.Diagnostics;

namespace Heaptrail.NodeTests.Support;

/// <summary>Runs a program to its end and keeps what it printed.</summary>
static class Command
{
    public static async Task<CommandResult> RunAsync(string file, IEnumerable<string> arguments, string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null, int seconds = 120)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? TestPaths.Repository,
        };
        foreach ((string key, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[key] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} ran over {seconds} s\n{await output}\n{await error}");
        }
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>What a program left behind.</summary>
sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public CommandResult Succeeded() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"exit code {ExitCode}\n{Output}\n{Error}");
}

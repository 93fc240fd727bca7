using System.Diagnostics;

namespace Heaptrail.Tests.Support;

/// <summary>The repository that the tests run in.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Source => Path.Combine(Root, "src");

    /// <summary>The folders of the projects under src.</summary>
    public static string[] Projects => [.. Directory.GetDirectories(Source).Where(d => Directory.GetFiles(d, "*.csproj").Length > 0)];

    /// <summary>Files under version control as paths from the root; empty outside of a working copy.</summary>
    public static string[] TrackedFiles()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            string names = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? names.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return []; // no git here
        }
    }

    static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Heaptrail.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run from inside the repository");
    }
}

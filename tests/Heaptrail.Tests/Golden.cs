using Xunit;

namespace Heaptrail.Tests;

/// <summary>Compares a text with a file under Golden/. HEAPTRAIL_UPDATE_GOLDEN=1 writes the file instead; the change is then reviewed like code.</summary>
static class Golden
{
    static readonly string folder = Path.Combine(ProjectFolder(), "Golden");

    public static void Equal(string actual, string name)
    {
        string file = Path.Combine(folder, name);
        if (Environment.GetEnvironmentVariable("HEAPTRAIL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }
        if (!File.Exists(file)) Assert.Fail($"Golden/{name} does not exist; HEAPTRAIL_UPDATE_GOLDEN=1 creates it");
        string expected = File.ReadAllText(file);
        if (expected != actual) Assert.Fail(Difference(expected, actual, name));
    }

    internal static string Difference(string expected, string actual, string name)
    {
        string[] want = expected.Split('\n'), got = actual.Split('\n');
        var line = 0;
        while (line < want.Length && line < got.Length && want[line] == got[line]) line++;
        return $"""
            differs from Golden/{name} at line {line + 1} ({want.Length} lines expected, {got.Length} found)
            expected: {At(want, line)}
            found:    {At(got, line)}
            HEAPTRAIL_UPDATE_GOLDEN=1 accepts what was found
            """;
    }

    static string At(string[] lines, int line) => line < lines.Length ? $"\"{lines[line].Replace("\e", "\\e", StringComparison.Ordinal)}\"" : "(end of text)";

    // Not from the path of this source file: builds in continuous integration do not have it.
    static string ProjectFolder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Heaptrail.slnx"))) folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new InvalidOperationException("the tests must run from inside the repository"), "tests", "Heaptrail.Tests");
    }
}

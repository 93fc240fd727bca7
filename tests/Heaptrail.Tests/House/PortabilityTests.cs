using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.House;

/// <summary>Nothing under version control depends on the machine on which it was written.</summary>
public sealed class PortabilityTests
{
    const long LargestText = 4 << 20;

    // Put together from parts, so that this file does not contain them.
    static readonly string[] foreign =
    [
        Rooted("work"), Rooted("root"), Rooted("Users"), Host("registry", "npmjs", "org"), Host("registry", "yarnpkg", "com"),
        Host("api", "nuget", "org"), Host("proxy", "golang", "org"), Host("files", "pythonhosted", "org"), "arti" + "factory", ".jfrog" + ".",
    ];

    [Fact]
    public void No_file_names_a_path_of_one_machine_or_a_package_registry()
    {
        string[] files = Repository.TrackedFiles();
        Assert.SkipWhen(files.Length == 0, "no working copy here");
        Assert.Contains("Heaptrail.slnx", files);
        var found = new List<string>();
        foreach (string file in files)
        {
            string path = Path.Combine(Repository.Root, file);
            if (!File.Exists(path) || new FileInfo(path).Length > LargestText)
                continue;
            string text = File.ReadAllText(path);
            if (!text.Contains('\0', StringComparison.Ordinal))
                found.AddRange(foreign.Where(word => Names(text, word)).Select(word => $"{file}: {word}"));
        }
        Assert.Empty(found);
    }

    [Fact]
    public void A_path_counts_only_where_it_begins()
    {
        string path = Rooted("work");
        Assert.True(Names($"{path}notes.txt", path) && Names($"see \"{path}notes.txt\"", path) && Names($"a\n{path}", path) && Names($"file://{path}", path));
        Assert.False(Names($"src{path}notes.txt", path) || Names("https://example.com" + path, path) || Names("a / work / b", path));
    }

    static string Rooted(string folder) => $"/{folder}/";

    static string Host(params string[] parts) => string.Join('.', parts);

    // A path in the middle of another (docs/root/…) belongs to nobody's machine.
    static bool Names(string text, string word)
    {
        for (int at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (word[0] != '/' || at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-' or '.' or '}' or ')'))
                return true;
        }
        return false;
    }
}

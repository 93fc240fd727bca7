using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Where files go that are dropped onto a page: a folder of its own for this run, readable for its owner alone, removed at the end.</summary>
sealed class UploadFolder : IDisposable
{
    const int LongestName = 120;

    string? path;

    /// <summary>Writes a file. Nothing that exists is ever overwritten.</summary>
    /// <param name="name">What the browser calls it: only its last part is used.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="PageRefusalException">The name is none of a capture.</exception>
    public async Task<string> SaveAsync(string name, Stream content, CancellationToken cancel)
    {
        string plain = PlainNameOf(name);
        if (!CaptureList.HasKnownName(plain))
            throw new PageRefusalException("this is no capture: a .heapsnapshot, .heaptimeline, .heapprofile or .core file is expected");
        path ??= Directory.CreateTempSubdirectory("heaptrail-pages-").FullName;
        string target = Path.Combine(path, plain);
        for (int i = 2; File.Exists(target); i++)
            target = Path.Combine(path, $"{i}-{plain}");
        try
        {
            var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
                await content.CopyToAsync(file, cancel).ConfigureAwait(false);
            return target;
        }
        catch
        {
            File.Delete(target);
            throw;
        }
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (path is not null)
            Directory.Delete(path, recursive: true);
    }

    // Letters that no file system and no terminal minds; folders in the name are cut off, whichever system it comes from.
    static string PlainNameOf(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string plain = string.Concat(last.Where(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ')).Trim(' ', '.');
        return plain.Length > LongestName ? plain[^LongestName..] : plain;
    }
}

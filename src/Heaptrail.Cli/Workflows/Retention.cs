namespace Heaptrail.Cli.Workflows;

/// <summary>How many captures are kept. The first and the newest always are: the first is what later ones are compared with.</summary>
/// <param name="Files">The most files; <see langword="null"/> for any number.</param>
/// <param name="Bytes">The most bytes of all together; <see langword="null"/> for any.</param>
readonly record struct Retention(int? Files, long? Bytes)
{
    /// <summary>Which files go: the oldest but the first.</summary>
    /// <param name="files">All of them with their sizes, the oldest first.</param>
    public IReadOnlyList<string> Excess(IReadOnlyList<(string Path, long Bytes)> files)
    {
        var gone = new List<string>();
        long bytes = files.Sum(file => file.Bytes);
        for (int i = 1; i < files.Count - 1; i++)
        {
            if (!(files.Count - gone.Count > Files) && !(bytes > Bytes))
                break;
            gone.Add(files[i].Path);
            bytes -= files[i].Bytes;
        }
        return gone;
    }

    /// <summary>Deletes what is too much.</summary>
    /// <param name="files">Captures of this run and earlier ones, the oldest first.</param>
    /// <returns>What was deleted.</returns>
    public IReadOnlyList<string> Apply(IEnumerable<string> files)
    {
        IReadOnlyList<string> gone = Excess([.. files.Where(File.Exists).Select(file => (file, new FileInfo(file).Length))]);
        foreach (string file in gone)
            File.Delete(file);
        return gone;
    }
}

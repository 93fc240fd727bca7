using System.Buffers.Binary;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Elf;

namespace Heaptrail.Cli.Workflows;

/// <summary>
/// Core dumps that systemd-coredump compressed. They are looked into all over, so they are unpacked to a file that only its owner can
/// read and that has no name any more once it is open: it is gone with us, however we end.
/// </summary>
static class PackedCore
{
    const uint ZstandardMark = 0xFD2FB528;
    const uint Lz4Mark = 0x184D2204;
    const int HeadBytes = 64;
    const int BytesAtOnce = 1 << 20;
    const int Block = 1 << 16;

    /// <summary>Name of the format that a file begins like; <see langword="null"/> when it is neither.</summary>
    public static string? FormatOf(ReadOnlySpan<byte> head) => head.Length < 4 ? null : BinaryPrimitives.ReadUInt32LittleEndian(head) switch
    {
        ZstandardMark => "zstd",
        Lz4Mark => "lz4",
        _ => null,
    };

    /// <summary>Whether a packed file has a core dump in it; without the program that unpacks it, whether it is named like one.</summary>
    public static bool IsCore(string file, string format)
    {
        try
        {
            using FileStream packed = File.OpenRead(file);
            using Stream stream = ZstandardStream.Unpack(packed, format, format);
            Span<byte> head = stackalloc byte[HeadBytes];
            return ElfCore.IsCore(head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)]);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Path.GetFileName(file).StartsWith("core.", StringComparison.Ordinal);
        }
    }

    /// <summary>Unpacks it and opens it.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="HeapReadException">It is damaged, or there is no core dump in it.</exception>
    /// <exception cref="IOException">The program that unpacks it is not installed, or there is no room.</exception>
    public static ElfCore Open(string file, string format, CancellationToken cancel)
    {
        string unpacked = Path.Combine(Path.GetTempPath(), $"heaptrail-{Guid.NewGuid():N}.core");
        try
        {
            Unpack(file, format, unpacked, cancel);
            return ElfCore.Open(unpacked);
        }
        catch (HeapReadException e)
        {
            throw new HeapReadException(e.Message.Replace(unpacked, file, StringComparison.Ordinal), e);
        }
        catch (InvalidDataException e)
        {
            throw new HeapReadException($"{file} cannot be unpacked: {e.Message}", e);
        }
        finally
        {
            File.Delete(unpacked);
        }
    }

    static void Unpack(string file, string format, string to, CancellationToken cancel)
    {
        using FileStream packed = File.OpenRead(file);
        using Stream stream = ZstandardStream.Unpack(packed, format, format);
        using FileStream output = Commands.OutputFile.Create(to, force: false);
        var buffer = new byte[BytesAtOnce];
        int read;
        while ((read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            Write(buffer.AsSpan(0, read), output);
        }
        output.SetLength(output.Position);
    }

    // Most of a large dump is memory that was never used: it takes no room on the disk.
    static void Write(ReadOnlySpan<byte> bytes, FileStream output)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(Block, bytes.Length)..])
        {
            ReadOnlySpan<byte> block = bytes[..Math.Min(Block, bytes.Length)];
            if (block.ContainsAnyExcept((byte)0))
                output.Write(block);
            else
                output.Seek(block.Length, SeekOrigin.Current);
        }
    }
}

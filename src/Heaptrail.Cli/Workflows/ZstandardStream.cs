using System.ComponentModel;
using System.Diagnostics;

namespace Heaptrail.Cli.Workflows;

/// <summary>Unpacks zstd or lz4 with the program of that name, because .NET cannot: packed bytes go in by one pipe, text comes out of another.</summary>
sealed class ZstandardStream : Stream
{
    readonly Process program;
    readonly Stream output;
    readonly Stream packed;
    readonly Task feeding;
    readonly Task<string> complaint;
    bool ended;

    ZstandardStream(Process program, Stream packed)
    {
        this.program = program;
        this.packed = packed;
        output = program.StandardOutput.BaseStream;
        complaint = program.StandardError.ReadToEndAsync();
        feeding = Task.Run(Feed);
    }

    /// <summary>Starts the program.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="command">The program; it takes the options of <c>zstd</c>.</param>
    /// <param name="format">Name of the format.</param>
    /// <exception cref="IOException">It is not installed.</exception>
    public static Stream Unpack(Stream packed, string command = "zstd", string format = "zstd")
    {
        try
        {
            return new ZstandardStream(Process.Start(new ProcessStartInfo(command, ["-d", "-c", "-q"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!, packed);
        }
        catch (Win32Exception)
        {
            throw new IOException($"it is compressed with {format}, and the program '{command}' is not installed: install it, or unpack the file elsewhere with '{format} -d'");
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = output.Read(buffer, offset, count);
        if (read == 0 && count > 0 && !ended)
        {
            ended = true;
            feeding.GetAwaiter().GetResult();
            program.WaitForExit();
            if (program.ExitCode != 0)
                throw new InvalidDataException(Complaint());
        }
        return read;
    }

    // "zstd: /*stdin*\ : Read error (39) : premature end"
    string Complaint()
    {
        string line = complaint.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return line.Length == 0 ? $"{program.StartInfo.FileName} exited with code {program.ExitCode}" : $"{program.StartInfo.FileName} says: {line[(line.LastIndexOf(" : ", StringComparison.Ordinal) is > 0 and int colon ? colon + 3 : 0)..]}";
    }

    // A pipe that breaks means that the program gave up: its exit code says why.
    void Feed()
    {
        using Stream input = program.StandardInput.BaseStream;
        var buffer = new byte[1 << 17];
        int read;
        while ((read = packed.Read(buffer, 0, buffer.Length)) > 0)
        {
            try
            {
                input.Write(buffer, 0, read);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!program.HasExited)
                program.Kill();
            // The packed bytes belong to the caller, who may close them next.
            ((IAsyncResult)feeding).AsyncWaitHandle.WaitOne();
            program.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

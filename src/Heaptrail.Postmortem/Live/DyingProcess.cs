using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Live;

/// <summary>Copies the memory of a process that stands still for good, straight to a file: there may be no room for it in memory.</summary>
static unsafe class DyingProcess
{
    const nint Page = 4096;

    internal static void Copy(int pid, StoppedThread thread, int signal, Stream output)
    {
        List<(ulong Start, ulong End)> parts = PresentPages.Find(pid, ProcessMaps.Read(pid).Where(mapping => mapping.MayHoldHeap));
        string commandLine = File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        ElfCoreWriter.Write(new(pid, commandLine, signal, [thread]), [.. parts.Select(part => (part.Start, (long)(part.End - part.Start)))], (address, bytes) => Read(pid, address, bytes), output);
    }

    static void Read(int pid, ulong address, Span<byte> bytes)
    {
        fixed (byte* to = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                Natives.Piece local = new() { Start = to + done, Length = (nuint)(bytes.Length - done) };
                Natives.Piece remote = new() { Start = (void*)(address + (ulong)done), Length = local.Length };
                nint read = Natives.ReadMemory(pid, &local, 1, &remote, 1, 0);
                if (read <= 0)
                {
                    // A page that cannot be read, such as one of a file that has become shorter.
                    read = Math.Min(Page, bytes.Length - done);
                    bytes.Slice((int)done, (int)read).Clear();
                }
                done += read;
            }
        }
    }
}

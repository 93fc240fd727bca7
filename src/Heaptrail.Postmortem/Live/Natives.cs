using System.Runtime.InteropServices;

namespace Heaptrail.Postmortem.Live;

/// <summary>Calls to Linux.</summary>
static unsafe partial class Natives
{
    internal const int NoSuchProcess = 3;
    internal const int NotPermitted = 1;

    /// <summary><c>iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Piece
    {
        internal void* Start;
        internal nuint Length;
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    internal static partial nint ReadMemory(int pid, Piece* to, nuint toCount, Piece* from, nuint fromCount, nuint flags);

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    internal static partial nint Trace(nint request, int thread, void* address, void* data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int Wait(int thread, int* status, int options);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitFor(int kind, int pid, ChildState* state, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    /// <summary>What <see cref="WaitFor"/> gives of <c>siginfo_t</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct ChildState
    {
        [FieldOffset(8)]
        internal int Code;

        [FieldOffset(12)]
        internal int Pid;

        [FieldOffset(24)]
        internal int Status;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial void* Map(void* address, nuint bytes, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int Unmap(void* address, nuint bytes);

    /// <summary><c>struct sigaction</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    internal struct SignalAction
    {
        [FieldOffset(136)]
        internal int Flags;
    }

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int SetAction(int signal, SignalAction* action, SignalAction* old);
}

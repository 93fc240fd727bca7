namespace Heaptrail.Postmortem.Memory;

/// <summary>A thread that stands still.</summary>
/// <param name="Id">Number of the thread; the main thread's is that of the process.</param>
/// <param name="Registers">Its general registers, in the order of Linux's <c>user_regs_struct</c> for x86-64.</param>
public sealed record StoppedThread(int Id, IReadOnlyList<ulong> Registers)
{
    /// <summary>Number of general registers.</summary>
    public const int RegisterCount = 27;

    // Of <sys/user.h>.
    const int Rbp = 4;
    const int Rsp = 19;

    /// <summary>Address of the stack's top.</summary>
    public ulong StackPointer => Registers[Rsp];

    /// <summary>Address of the frame of the function that runs, where code keeps it: JavaScript does, native code may not.</summary>
    public ulong FramePointer => Registers[Rbp];
}

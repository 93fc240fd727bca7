using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// A checksum of 64 bits against damage, not against forgery: eight lanes, each step of which can be undone, so that no single
/// change goes unseen. Reads memory as fast as it comes.
/// </summary>
static class Checksum
{
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        Vector256<ulong> a = Vector256.Create(0x243F6A8885A308D3UL, 0x13198A2E03707344UL, 0xA4093822299F31D0UL, 0x082EFA98EC4E6C89UL);
        Vector256<ulong> b = ~a;
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int at = 0;
        for (; at + 64 <= bytes.Length; at += 64)
        {
            a ^= Vector256.LoadUnsafe(ref start, (nuint)at).AsUInt64();
            b ^= Vector256.LoadUnsafe(ref start, (nuint)at + 32).AsUInt64();
            a += a << 13;
            b += b << 13;
            a ^= a >> 7;
            b ^= b >> 7;
        }
        ulong sum = (ulong)bytes.Length;
        for (; at < bytes.Length; at++)
            sum = Mix(sum ^ bytes[at]);
        for (int lane = 0; lane < 4; lane++)
            sum = Mix(Mix(sum ^ a[lane]) ^ b[lane]);
        return sum;
    }

    static ulong Mix(ulong value) => BitOperations.RotateLeft(value * 0x9E3779B97F4A7C15, 29) ^ (value >> 31);
}

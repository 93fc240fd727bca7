using System.Runtime.CompilerServices;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>The heap of one isolate: objects by address. Addresses of objects carry V8's tag, 1.</summary>
sealed unsafe class V8Heap
{
    readonly MapTable maps = new();
    ulong lastAddress;
    MapInfo? lastMap;

    internal V8Heap(AddressSpace space, V8Layout layout, PageTable pages, ulong roots)
    {
        Space = space;
        Layout = layout;
        Types = layout.Types;
        Pages = pages;
        Roots = roots;
    }

    internal AddressSpace Space { get; }

    internal V8Layout Layout { get; }

    internal InstanceTypes Types { get; }

    internal PageTable Pages { get; }

    /// <summary>Address of the table of roots.</summary>
    internal ulong Roots { get; }

    /// <summary>Whether the memory is of a moment when the collector was moving objects.</summary>
    internal bool IsCollecting { get; init; }

    internal static bool IsPointer(ulong word) => (word & 3) == 1;

    internal static bool IsWeak(ulong word) => (word & 3) == 3;

    internal static bool IsSmall(ulong word) => (word & 1) == 0;

    internal static int SmallOf(ulong word) => (int)(word >> 32);

    /// <summary>The bytes of an object; <see langword="null"/> when the address is on no page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* At(ulong pointer)
    {
        ulong address = pointer & ~3UL;
        int unit = Pages.Find(address);
        return unit >= 0 && Pages.Units[unit].Holds(address) ? Pages.Units[unit].Bytes + (address & (V8Page.Unit - 1)) : null;
    }

    /// <summary>A word of an object; 0 when it is on no page.</summary>
    internal ulong Field(ulong pointer, int offset) => At(pointer + (ulong)offset) is var found && found != null ? *(ulong*)found : 0;

    /// <summary>The map of an object; <see langword="null"/> when there is no object at the address.</summary>
    internal MapInfo? MapOf(ulong pointer)
    {
        if (!IsPointer(pointer) || (pointer & 7) != 1)
            return null;
        byte* found = At(pointer);
        return found == null ? null : Map(*(ulong*)found);
    }

    /// <summary>Reads a map. Everything rests on this test: an object begins with a pointer to a map, the map of whose map is itself.</summary>
    internal MapInfo? Map(ulong map)
    {
        if (map == lastAddress)
            return lastMap;
        if ((map & 7) != 1)
            return null;
        if (!maps.TryGet(map, out MapInfo? info))
            maps.Add(map, info = Read(map));
        lastAddress = map;
        lastMap = info;
        return info;
    }

    /// <summary>
    /// Where an object is: while the collector moves it, its old place has the address of the new one, without V8's tag, instead of a map.
    /// </summary>
    internal ulong Resolve(ulong pointer)
    {
        if (!IsCollecting || (pointer & 1) == 0 || At(pointer) is var old && old == null)
            return pointer;
        ulong address = *(ulong*)old;
        return (address & 7) == 0 && At(address) is var found && found != null && (*(ulong*)found & 7) == 1 ? address | (pointer & 3) : pointer;
    }

    MapInfo? Read(ulong map)
    {
        map = Resolve(map);
        byte* at = At(map);
        if (at == null)
            return null;
        ulong meta = Resolve(*(ulong*)at);
        byte* above = (meta & 7) == 1 ? At(meta) : null;
        if (above == null || Resolve(*(ulong*)above) != meta || *(ushort*)(above + 12) != Types.Map || *(ushort*)(at + 12) == 0xFFFF)
            return null;
        return new()
        {
            Address = map,
            Type = *(ushort*)(at + 12),
            Size = at[8] * 8,
            FirstProperty = at[9],
            BitField2 = at[15],
            BitField3 = *(uint*)(at + 16),
            Prototype = Resolve(*(ulong*)(at + 24)),
            Constructor = Resolve(*(ulong*)(at + 32)),
            Descriptors = Resolve(*(ulong*)(at + 40)),
        };
    }

    /// <summary>Bytes of an object, and how many of its words from the first may be pointers.</summary>
    internal (long Bytes, int Words) SizeOf(ulong pointer, MapInfo map)
    {
        byte* at = At(pointer);
        int type = map.Type;
        if (type < InstanceTypes.FirstNonString)
            return StringSize(at, type);
        if (type is InstanceTypes.HeapNumber)
            return (16, 0);
        if (type is InstanceTypes.BigInt)
            return (16 + ((*(long*)(at + 8) >> 1 & 0x3FFFFFFF) * 8), 0);
        (long bytes, long words) = map.Size > 0 ? (map.Size, map.Size / 8) : VariableSize(at, pointer, type);
        long left = Pages.Units[Pages.Find(pointer)].Left(pointer - 1);
        bytes = Math.Clamp(bytes, 8, left);
        return (bytes, (int)Math.Clamp(words, 0, bytes / 8));
    }

    static (long, int) StringSize(byte* at, int type)
    {
        long length = *(uint*)(at + 12);
        return (type & 7) switch
        {
            0 => ((16 + (length << ((type & 8) != 0 ? 0 : 1)) + 7) & ~7, 0),
            1 => (32, 4),
            2 => (32, 0),
            3 => (32, 3),
            _ => (24, 3),
        };
    }

    (long Bytes, long Words) VariableSize(byte* at, ulong pointer, int type)
    {
        long length = SmallOf(*(ulong*)(at + 8));
        if (InstanceTypes.IsIn(Types.FixedArrays, type) || InstanceTypes.IsIn(Types.Contexts, type) || InstanceTypes.IsIn(Types.WeakFixedArrays, type)
            || type == Types.EmbedderDataArray || Layout.IsTrustedArray(type))
        {
            return All(16 + (length * 8));
        }
        if (type == Types.ByteArray)
            return ((16 + length + 7) & ~7, 0);
        if (type == Types.FixedDoubleArray)
            return (16 + (length * 8), 0);
        if (type == Types.PropertyArray)
            return All(16 + ((length & 0x3FF) * 8));
        if (type == Types.DescriptorArray || type == Types.StrongDescriptorArray)
            return All(Layout.DescriptorHeader + (*(ushort*)(at + 8) * 24));
        if (type == Types.WeakArrayList)
            return All(24 + (length * 8));
        if (type == Types.BytecodeArray)
            return ((Layout.BytecodeData + length + 7) & ~7, Layout.BytecodeData / 8);
        return type == Types.InstructionStream ? (UntilNextMap(at, pointer) * 8, 0) : All(UntilNextMap(at, pointer) * 8);
    }

    static (long, long) All(long bytes) => (bytes, bytes / 8);

    // Objects of V8's own whose size is not worth a table: they end where the next object begins.
    long UntilNextMap(byte* at, ulong pointer)
    {
        const int Longest = 1 << 14;
        long left = Math.Min(Longest, Pages.Units[Pages.Find(pointer)].Left(pointer - 1) / 8);
        for (int word = 1; word < left; word++)
        {
            ulong value = *(ulong*)(at + (word * 8));
            if ((value & 7) == 1 && Map(value) is not null)
                return word;
        }
        return left;
    }
}

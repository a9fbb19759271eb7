// Reads Python pickles without running anything: plain containers, numbers, texts and tensors; all else is refused by name.
using System.Buffers.Binary;
using System.Text;

namespace AttentionLab.Core;

/// <summary>
/// A pickle is a program for a stack. Only the instructions that build plain values are known here, and of the functions that a
/// pickle can name only those that PyTorch writes for tensors; what they would do is done by this class, no name is ever looked up.
/// </summary>
internal sealed class PickleReader
{
    /// <summary>The largest pickle that is read; weights lie outside of it.</summary>
    public const int MostBytes = 8 << 20;

    private static readonly Dictionary<string, string> StorageTypes = new()
    {
        ["torch.FloatStorage"] = "F32",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        ["torch.LongStorage"] = "I64",
    };

    private const string OrderedDictionary = "collections.OrderedDict", Tensor = "torch._utils._rebuild_tensor_v2", Parameter = "torch._utils._rebuild_parameter";

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly object Mark = new();

    private readonly byte[] bytes;
    private readonly Stack<object?> stack = new();
    private readonly Dictionary<long, object?> memo = [];
    private int at;

    private PickleReader(byte[] bytes) => this.bytes = bytes;

    /// <summary>A name that the pickle may use, standing for what it names.</summary>
    private sealed record Named(string Name);

    /// <returns>A <see cref="PickledDictionary"/>, a list or array of values, a tensor, text, long, double, bool or null.</returns>
    /// <exception cref="ModelException">It is torn, or holds what is not allowed; the message names it.</exception>
    public static object? Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes) throw Refused($"{bytes.Length} bytes; at most {MostBytes} are read");
        try
        {
            return new PickleReader(bytes).Run();
        }
        catch (Exception error) when (error is InvalidOperationException or IndexOutOfRangeException or ArgumentException or InvalidCastException or OverflowException)
        {
            throw new ModelException("The pickle breaks off, or is damaged: its instructions do not fit together.", "file", error);
        }
    }

    public static ModelException Refused(string what) =>
        new($"The pickle holds {what}, which is not accepted: only tensors, plain containers, numbers and texts are, and nothing in it is ever run.", "file");

    private object? Run()
    {
        while (true)
        {
            byte code = Byte();
            if (code == '.') return Value(stack.Pop());
            Do(code);
        }
    }

    private void Do(byte code)
    {
        switch (code)
        {
            case 0x80: Byte(); break; // protocol
            case 0x95: Take(8); break; // frame
            case (byte)'(': stack.Push(Mark); break;
            case (byte)'0': stack.Pop(); break;
            case (byte)'N': stack.Push(null); break;
            case 0x88: stack.Push(true); break;
            case 0x89: stack.Push(false); break;
            case (byte)'J': stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case (byte)'K': stack.Push((long)Byte()); break;
            case (byte)'M': stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 0x8a: stack.Push(Long(Byte())); break;
            case (byte)'G': stack.Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'X': stack.Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case 0x8c: stack.Push(Text(Byte())); break;
            case 0x8d: stack.Push(Text(BinaryPrimitives.ReadInt64LittleEndian(Take(8)))); break;
            case (byte)'}': stack.Push(new PickledDictionary()); break;
            case (byte)']': stack.Push(new List<object?>()); break;
            case (byte)')': stack.Push(Array.Empty<object?>()); break;
            case (byte)'d': stack.Push(Filled(new PickledDictionary(), ToMark())); break;
            case (byte)'l': stack.Push(ToMark().ToList()); break;
            case (byte)'t': stack.Push(ToMark()); break;
            case 0x85: stack.Push(Top(1)); break;
            case 0x86: stack.Push(Top(2)); break;
            case 0x87: stack.Push(Top(3)); break;
            case (byte)'s': Filled(null, Top(2)); break;
            case (byte)'u': Filled(null, ToMark()); break;
            case (byte)'a': Extend(Top(1)); break;
            case (byte)'e': Extend(ToMark()); break;
            case (byte)'q': memo[Byte()] = stack.Peek(); break;
            case (byte)'r': memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = stack.Peek(); break;
            case 0x94: memo[memo.Count] = stack.Peek(); break;
            case (byte)'h': stack.Push(Remembered(Byte())); break;
            case (byte)'j': stack.Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case (byte)'c': stack.Push(Name(Line(), Line())); break;
            case 0x93: NameFromStack(); break;
            case (byte)'R': Call(); break;
            case (byte)'b': Build(); break;
            case (byte)'Q': stack.Push(Storage(stack.Pop())); break;
            default: throw Refused($"the instruction 0x{code:x2} at byte {at - 1}");
        }
    }

    private byte Byte() => bytes[at++];

    private ReadOnlySpan<byte> Take(long count)
    {
        var taken = bytes.AsSpan(at, checked((int)count));
        at += taken.Length;
        return taken;
    }

    private string Text(long length) => Utf8.GetString(Take(length));

    private string Line()
    {
        int end = Array.IndexOf(bytes, (byte)'\n', at);
        string line = Utf8.GetString(Take(end - at));
        at++;
        return line;
    }

    private long Long(int length)
    {
        var number = Take(length);
        if (length > sizeof(long)) throw Refused($"a whole number of {length} bytes");
        Span<byte> whole = stackalloc byte[sizeof(long)];
        if (length > 0 && number[^1] >= 0x80) whole.Fill(0xff);
        number.CopyTo(whole);
        return BinaryPrimitives.ReadInt64LittleEndian(whole);
    }

    private object?[] Top(int count)
    {
        var values = new object?[count];
        for (int i = count - 1; i >= 0; i--) values[i] = Value(stack.Pop());
        return values;
    }

    private object?[] ToMark()
    {
        var values = new List<object?>();
        for (object? value = stack.Pop(); !ReferenceEquals(value, Mark); value = stack.Pop()) values.Add(value);
        values.Reverse();
        return [.. values];
    }

    private static object? Value(object? value) => ReferenceEquals(value, Mark) ? throw new InvalidOperationException() : value;

    private PickledDictionary Filled(PickledDictionary? dictionary, object?[] pairs)
    {
        dictionary ??= stack.Peek() as PickledDictionary ?? throw new InvalidOperationException();
        for (int i = 0; i < pairs.Length; i += 2) dictionary.Set(pairs[i], pairs[i + 1]);
        return dictionary;
    }

    private void Extend(object?[] values) => (stack.Peek() as List<object?> ?? throw new InvalidOperationException()).AddRange(values);

    private object? Remembered(long key) => memo.TryGetValue(key, out object? value) ? value : throw new InvalidOperationException();

    private static Named Name(string module, string name)
    {
        string full = $"{module}.{name}";
        if (full is OrderedDictionary or Tensor or Parameter || StorageTypes.ContainsKey(full)) return new(full);
        throw Refused($"the name {(full.Length > 200 ? full[..200] + "…" : full)}");
    }

    private void NameFromStack()
    {
        var names = Top(2);
        stack.Push(Name((string)names[0]!, (string)names[1]!));
    }

    private void Call()
    {
        var arguments = (object?[])stack.Pop()!;
        if (stack.Pop() is not Named { Name: var name }) throw Refused("a call of something that is no function");
        stack.Push(name switch
        {
            OrderedDictionary when arguments is [] => new PickledDictionary(),
            Tensor when arguments is [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..] =>
                new PickledTensor(storage, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()]),
            Parameter when arguments is [PickledTensor tensor, ..] => tensor,
            _ => throw Refused($"a call of {name} with arguments that it never has"),
        });
    }

    /// <summary>State of an ordered dictionary: PyTorch keeps version numbers there. It is left aside.</summary>
    private void Build()
    {
        object? state = stack.Pop();
        if (stack.Peek() is not PickledDictionary || state is not PickledDictionary) throw Refused("state of an object that is no dictionary");
    }

    private static PickledStorage Storage(object? id) => id is object?[] and ["storage", Named { Name: var type }, string key, string, long count, ..] && StorageTypes.TryGetValue(type, out string? known)
        ? new(known, key, count)
        : throw Refused("a reference that is no storage of float32, float16, bfloat16 or int64");
}

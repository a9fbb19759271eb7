// y = condition ? a : b, element by element, for elements of any size.
namespace TorchSharp.Loops;

internal static unsafe class SelectLoop
{
    /// <summary>condition is Bool; y, a and b have one type.</summary>
    public static void Run(torch.Tensor y, torch.Tensor condition, torch.Tensor a, torch.Tensor b)
    {
        switch (ElementType.Size(y.type))
        {
            case 1: StridedLoop.Run(y.sizes, new Body<byte>(), y, condition, a, b); break;
            case 2: StridedLoop.Run(y.sizes, new Body<short>(), y, condition, a, b); break;
            case 4: StridedLoop.Run(y.sizes, new Body<int>(), y, condition, a, b); break;
            default: StridedLoop.Run(y.sizes, new Body<long>(), y, condition, a, b); break;
        }
    }

    private struct Body<T> : IStridedBody where T : unmanaged
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], condition = at[1], a = at[2], b = at[3];
            long dy = steps[0], dc = steps[1], da = steps[2], db = steps[3];
            for (long i = 0; i < count; i++, y += dy, condition += dc, a += da, b += db) *(T*)y = *condition != 0 ? *(T*)a : *(T*)b;
        }
    }
}

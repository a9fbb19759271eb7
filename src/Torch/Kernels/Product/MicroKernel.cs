// The innermost loop of every matrix product: a tile of C in registers, one step of k after the other.
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

/// <summary>A number of rows as a type, so that the compiler sees a constant.</summary>
internal interface IRowCount
{
    static abstract int Rows { get; }
}

/// <remarks>
/// c (rows, columns) = a (rows, k) . b (k, columns) [+ start], start being null, c itself, or a row for all rows (a row stride of 0); columns being two vectors (Wide) or one (Narrow).
/// Each cell is one chain of multiply-adds over k in order, whatever the tile it lies in: results don't depend on the tiling.
/// </remarks>
internal static unsafe class MicroKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide<T, TRows>(long k, float* a, long aRow, long aColumn, float* b, long bRow, in Target target)
        where T : struct, ILanes<T>
        where TRows : struct, IRowCount
    {
        T c00 = default, c01 = default;
        T c10 = default, c11 = default;
        T c20 = default, c21 = default;
        T c30 = default, c31 = default;
        T c40 = default, c41 = default;
        T c50 = default, c51 = default;
        T c60 = default, c61 = default;
        T c70 = default, c71 = default;
        T c80 = default, c81 = default;
        T c90 = default, c91 = default;
        T c100 = default, c101 = default;
        T c110 = default, c111 = default;
        float* a3 = a + (3 * aRow), a6 = a + (6 * aRow), a9 = a + (9 * aRow);
        long aRow2 = 2 * aRow;
        while (k > 0)
        {
            long steps = Math.Min(k, Target.Steps);
            k -= steps;
            long offset = k / Target.Steps * target.Row;
            T.Prefetch(target.Near + offset);
            T.Prefetch(target.Near + offset + T.Count);
            T.Prefetch(target.Beside + offset);
            T.Prefetch(target.Beside + offset + T.Count);
            T.PrefetchFar(target.Far + k);
            T.PrefetchFar(target.Further + k);
            for (; steps > 0; steps--)
            {
                T b0 = T.Load(b), b1 = T.Load(b + T.Count);
                if (TRows.Rows > 0)
                {
                    T row = T.Broadcast(*a);
                    c00 = T.MultiplyAdd(row, b0, c00);
                    c01 = T.MultiplyAdd(row, b1, c01);
                }
                if (TRows.Rows > 1)
                {
                    T row = T.Broadcast(a[aRow]);
                    c10 = T.MultiplyAdd(row, b0, c10);
                    c11 = T.MultiplyAdd(row, b1, c11);
                }
                if (TRows.Rows > 2)
                {
                    T row = T.Broadcast(a[aRow2]);
                    c20 = T.MultiplyAdd(row, b0, c20);
                    c21 = T.MultiplyAdd(row, b1, c21);
                }
                if (TRows.Rows > 3)
                {
                    T row = T.Broadcast(*a3);
                    c30 = T.MultiplyAdd(row, b0, c30);
                    c31 = T.MultiplyAdd(row, b1, c31);
                }
                if (TRows.Rows > 4)
                {
                    T row = T.Broadcast(a3[aRow]);
                    c40 = T.MultiplyAdd(row, b0, c40);
                    c41 = T.MultiplyAdd(row, b1, c41);
                }
                if (TRows.Rows > 5)
                {
                    T row = T.Broadcast(a3[aRow2]);
                    c50 = T.MultiplyAdd(row, b0, c50);
                    c51 = T.MultiplyAdd(row, b1, c51);
                }
                if (TRows.Rows > 6)
                {
                    T row = T.Broadcast(*a6);
                    c60 = T.MultiplyAdd(row, b0, c60);
                    c61 = T.MultiplyAdd(row, b1, c61);
                }
                if (TRows.Rows > 7)
                {
                    T row = T.Broadcast(a6[aRow]);
                    c70 = T.MultiplyAdd(row, b0, c70);
                    c71 = T.MultiplyAdd(row, b1, c71);
                }
                if (TRows.Rows > 8)
                {
                    T row = T.Broadcast(a6[aRow2]);
                    c80 = T.MultiplyAdd(row, b0, c80);
                    c81 = T.MultiplyAdd(row, b1, c81);
                }
                if (TRows.Rows > 9)
                {
                    T row = T.Broadcast(*a9);
                    c90 = T.MultiplyAdd(row, b0, c90);
                    c91 = T.MultiplyAdd(row, b1, c91);
                }
                if (TRows.Rows > 10)
                {
                    T row = T.Broadcast(a9[aRow]);
                    c100 = T.MultiplyAdd(row, b0, c100);
                    c101 = T.MultiplyAdd(row, b1, c101);
                }
                if (TRows.Rows > 11)
                {
                    T row = T.Broadcast(a9[aRow2]);
                    c110 = T.MultiplyAdd(row, b0, c110);
                    c111 = T.MultiplyAdd(row, b1, c111);
                }
                a += aColumn;
                a3 += aColumn;
                a6 += aColumn;
                a9 += aColumn;
                b += bRow;
            }
        }
        float* c = target.C, start = target.Start;
        long cRow = target.Row, startRow = target.StartRow;
        if (TRows.Rows > 0) Put(c00, c01, c, start, 0);
        if (TRows.Rows > 1) Put(c10, c11, c + (1 * cRow), start, 1 * startRow);
        if (TRows.Rows > 2) Put(c20, c21, c + (2 * cRow), start, 2 * startRow);
        if (TRows.Rows > 3) Put(c30, c31, c + (3 * cRow), start, 3 * startRow);
        if (TRows.Rows > 4) Put(c40, c41, c + (4 * cRow), start, 4 * startRow);
        if (TRows.Rows > 5) Put(c50, c51, c + (5 * cRow), start, 5 * startRow);
        if (TRows.Rows > 6) Put(c60, c61, c + (6 * cRow), start, 6 * startRow);
        if (TRows.Rows > 7) Put(c70, c71, c + (7 * cRow), start, 7 * startRow);
        if (TRows.Rows > 8) Put(c80, c81, c + (8 * cRow), start, 8 * startRow);
        if (TRows.Rows > 9) Put(c90, c91, c + (9 * cRow), start, 9 * startRow);
        if (TRows.Rows > 10) Put(c100, c101, c + (10 * cRow), start, 10 * startRow);
        if (TRows.Rows > 11) Put(c110, c111, c + (11 * cRow), start, 11 * startRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow<T, TRows>(long k, float* a, long aRow, long aColumn, float* b, long bRow, in Target target)
        where T : struct, ILanes<T>
        where TRows : struct, IRowCount
    {
        T c0 = default;
        T c1 = default;
        T c2 = default;
        T c3 = default;
        T c4 = default;
        T c5 = default;
        T c6 = default;
        T c7 = default;
        T c8 = default;
        T c9 = default;
        T c10 = default;
        T c11 = default;
        float* a3 = a + (3 * aRow), a6 = a + (6 * aRow), a9 = a + (9 * aRow);
        long aRow2 = 2 * aRow;
        for (; k > 0; k--)
        {
            T b0 = T.Load(b);
            if (TRows.Rows > 0)
            {
                c0 = T.MultiplyAdd(T.Broadcast(*a), b0, c0);
            }
            if (TRows.Rows > 1)
            {
                c1 = T.MultiplyAdd(T.Broadcast(a[aRow]), b0, c1);
            }
            if (TRows.Rows > 2)
            {
                c2 = T.MultiplyAdd(T.Broadcast(a[aRow2]), b0, c2);
            }
            if (TRows.Rows > 3)
            {
                c3 = T.MultiplyAdd(T.Broadcast(*a3), b0, c3);
            }
            if (TRows.Rows > 4)
            {
                c4 = T.MultiplyAdd(T.Broadcast(a3[aRow]), b0, c4);
            }
            if (TRows.Rows > 5)
            {
                c5 = T.MultiplyAdd(T.Broadcast(a3[aRow2]), b0, c5);
            }
            if (TRows.Rows > 6)
            {
                c6 = T.MultiplyAdd(T.Broadcast(*a6), b0, c6);
            }
            if (TRows.Rows > 7)
            {
                c7 = T.MultiplyAdd(T.Broadcast(a6[aRow]), b0, c7);
            }
            if (TRows.Rows > 8)
            {
                c8 = T.MultiplyAdd(T.Broadcast(a6[aRow2]), b0, c8);
            }
            if (TRows.Rows > 9)
            {
                c9 = T.MultiplyAdd(T.Broadcast(*a9), b0, c9);
            }
            if (TRows.Rows > 10)
            {
                c10 = T.MultiplyAdd(T.Broadcast(a9[aRow]), b0, c10);
            }
            if (TRows.Rows > 11)
            {
                c11 = T.MultiplyAdd(T.Broadcast(a9[aRow2]), b0, c11);
            }
            a += aColumn;
            a3 += aColumn;
            a6 += aColumn;
            a9 += aColumn;
            b += bRow;
        }
        float* c = target.C, start = target.Start;
        long cRow = target.Row, startRow = target.StartRow;
        if (TRows.Rows > 0) Put(c0, c, start, 0);
        if (TRows.Rows > 1) Put(c1, c + (1 * cRow), start, 1 * startRow);
        if (TRows.Rows > 2) Put(c2, c + (2 * cRow), start, 2 * startRow);
        if (TRows.Rows > 3) Put(c3, c + (3 * cRow), start, 3 * startRow);
        if (TRows.Rows > 4) Put(c4, c + (4 * cRow), start, 4 * startRow);
        if (TRows.Rows > 5) Put(c5, c + (5 * cRow), start, 5 * startRow);
        if (TRows.Rows > 6) Put(c6, c + (6 * cRow), start, 6 * startRow);
        if (TRows.Rows > 7) Put(c7, c + (7 * cRow), start, 7 * startRow);
        if (TRows.Rows > 8) Put(c8, c + (8 * cRow), start, 8 * startRow);
        if (TRows.Rows > 9) Put(c9, c + (9 * cRow), start, 9 * startRow);
        if (TRows.Rows > 10) Put(c10, c + (10 * cRow), start, 10 * startRow);
        if (TRows.Rows > 11) Put(c11, c + (11 * cRow), start, 11 * startRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T first, T second, float* c, float* start, long offset)
        where T : struct, ILanes<T>
    {
        if (start != null)
        {
            first = T.Load(start + offset) + first;
            second = T.Load(start + offset + T.Count) + second;
        }
        T.Store(first, c);
        T.Store(second, c + T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T only, float* c, float* start, long offset)
        where T : struct, ILanes<T>
    {
        if (start != null) only = T.Load(start + offset) + only;
        T.Store(only, c);
    }
}

// The packed answer, byte by byte, and that it holds the very numbers of the JSON.
using System.Buffers.Binary;
using System.Text;
using AttentionLab.Server.Rest;

namespace AttentionLab.Server.Tests.Rest;

public class FloatPackerTests
{
    private sealed record Answer(int Step, float[] Row, float[][] Matrix, float[][][] Triangles, float[][] Ragged);

    [Fact]
    public void Pack_ArraysOfEveryShape_StandAsPlaceholdersWithTheirFloatsBehind()
    {
        byte[] bytes = FloatPacker.Pack(new Answer(7, [1.5f, float.NaN], [[1, 2], [3, 4], [5, 6]], [[[1], [2, 3]]], [[1, 2], [], [3]]));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        Assert.Equal("ATLP", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(0, length % 4);
        Assert.Equal("""{"step":7,"row":{"floats":[2]},"matrix":{"floats":[3,2]},"triangles":[{"triangle":2}],"ragged":[{"floats":[2]},{"floats":[0]},{"floats":[1]}]}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        float[] floats = [.. Enumerable.Range(0, (bytes.Length - 8 - length) / 4).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4 * i)))];
        Assert.Equal([1.5f, float.NaN, 1, 2, 3, 4, 5, 6, 1, 2, 3, 1, 2, 3], floats);
    }

    [Fact]
    public void Pack_TwiceInARow_LeavesNothingOfTheFirst()
    {
        byte[] alone = FloatPacker.Pack(new float[] { 9 });
        FloatPacker.Pack(new float[][] { [1, 2, 3] });
        Assert.Equal(alone, FloatPacker.Pack(new float[] { 9 }));
    }
}

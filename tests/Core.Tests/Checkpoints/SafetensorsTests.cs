// Checkpoints are read back bit for bit; what is broken is refused with the reason.
using System.Buffers.Binary;
using System.Text;

namespace AttentionLab.Core.Tests;

public class SafetensorsTests
{
    private static MemoryStream File(string header, params float[] data)
    {
        var stream = new MemoryStream();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(Encoding.UTF8.GetBytes(header));
        foreach (float value in data) stream.Write(BitConverter.GetBytes(value));
        stream.Position = 0;
        return stream;
    }

    [Fact]
    public void Read_OfWritten_IsEqualBitForBit()
    {
        float[] odd = [0f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity];
        var written = new Safetensors(
            new Dictionary<string, (long[], float[])> { ["b"] = ([2, 3], odd), ["a"] = ([], [1.5f]), ["none"] = ([0, 4], []) },
            new Dictionary<string, string> { ["step"] = "12", ["title"] = "Ærø \"quoted\"" });
        var stream = new MemoryStream();
        written.Write(stream);
        Assert.Equal(0, (stream.Length - 7 * 4) % 8);
        stream.Position = 0;
        Safetensors read = Safetensors.Read(stream);
        Assert.Equal(written.Metadata, read.Metadata);
        Assert.Equal(["a", "b", "none"], read.Tensors.Keys.Order());
        Assert.Equal([2L, 3L], read.Tensors["b"].Shape);
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), read.Tensors["b"].Data.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "F16")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,-4]}}""", "'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[9999],"data_offsets":[0,39996]}}""", "cannot be read")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", "cannot be read")]
    [InlineData("""{"w":{"shape":[1]}}""", "cannot be read")]
    [InlineData("""{"w":7}""", "cannot be read")]
    [InlineData("""[]""", "cannot be read")]
    [InlineData("""{"w":""", "cannot be read")]
    public void Read_Broken_SaysWhy(string header, string part)
    {
        var error = Assert.Throws<ModelException>(() => Safetensors.Read(File(header, 1f)));
        Assert.Equal("checkpoint", error.Key);
        Assert.Contains(part, error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public void Read_CutOff_SaysSo(int length)
    {
        var whole = new MemoryStream();
        new WeightSnapshot(3, new() { Layers = 0 }, new Dictionary<string, (long[], float[])> { ["table"] = ([65, 65], new float[65 * 65]) }).WriteSafetensors(whole);
        Assert.Throws<ModelException>(() => Safetensors.Read(new MemoryStream(whole.ToArray()[..length])));
        Assert.Throws<ModelException>(() => Safetensors.Read(new MemoryStream(whole.ToArray()[..^1])));
    }

    [Fact]
    public void Read_HeaderLengthAbsurd_IsRefusedWithoutReading()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, long.MaxValue);
        Assert.Contains("header", Assert.Throws<ModelException>(() => Safetensors.Read(new MemoryStream(bytes))).Message);
    }
}

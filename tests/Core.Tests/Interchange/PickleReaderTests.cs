// Pickles give plain values; whatever could run something is refused by its name.
using System.Text;

namespace AttentionLab.Core.Tests;

public class PickleReaderTests
{
    private static byte[] Pickle(string latin1) => Encoding.Latin1.GetBytes(latin1);

    [Fact]
    public void Read_PlainValuesOfProtocol4_GivesThem()
    {
        // pickle.dumps({"a": [1, -2, 70000, 2**40, 1.5, None, True, ("x", ())], 3: "é"}, 4)
        byte[] bytes = Convert.FromHexString("8004953a000000000000007d94288c0161945d94284b014afeffffff4a701101008a06000000000001473ff80000000000004e888c017894298694654b038c02c3a994752e");
        var read = Assert.IsType<PickledDictionary>(PickleReader.Read(bytes));
        Assert.Equal("é", read.Entries[3L]);
        var list = Assert.IsType<List<object?>>(read["a"]);
        Assert.Equal([1L, -2L, 70_000L, 1L << 40, 1.5, null, true], list.Take(7));
        Assert.Equal(["x", Array.Empty<object?>()], Assert.IsType<object?[]>(list[7]));
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "os.system")]
    [InlineData("\u0080\u0002cbuiltins\neval\nX\u0001\0\0\01\u0085R.", "builtins.eval")]
    [InlineData("\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093.", "posix.system")]
    [InlineData("\u0080\u0002ctorch._utils\n_rebuild_tensor\n.", "torch._utils._rebuild_tensor")]
    [InlineData("\u0080\u0002ctorch\nDoubleStorage\n.", "torch.DoubleStorage")]
    [InlineData("\u0080\u0002ccollections\nOrderedDict\n)\u0081.", "0x81")]
    [InlineData("(icollections\nOrderedDict\n.", "0x69")]
    [InlineData("\u0080\u0002X\u0001\0\0\0aQ.", "no storage")]
    [InlineData("\u0080\u0002]X\u0001\0\0\0ab.", "state of an object")]
    [InlineData("\u0080\u0002K\u0001)R.", "no function")]
    [InlineData("\u0080\u0002ccollections\nOrderedDict\nK\u0001\u0085R.", "collections.OrderedDict with arguments")]
    [InlineData("\u0080\u0002}G\0\0\0\0\0\0\0\0K\u0001s.", "key of kind Double")]
    [InlineData("\u0080\u0002\u008a\u0009\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001.", "9 bytes")]
    public void Read_AnythingElse_IsRefusedByName(string pickle, string named)
    {
        var refused = Assert.Throws<ModelException>(() => PickleReader.Read(Pickle(pickle)));
        Assert.Contains(named, refused.Message);
        Assert.Contains("nothing in it is ever run", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0080")]
    [InlineData(".")]
    [InlineData("(.")]
    [InlineData("K\u0001K\u0002")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffa.")]
    [InlineData("\u008d\0\0\0\0\0\0\0\u0080.")]
    [InlineData("X\u0001\0\0\0\u00ff.")]
    [InlineData("h\u0005.")]
    [InlineData("Na.")]
    [InlineData("NK\u0001K\u0002s.")]
    [InlineData("}(K\u0001u.")]
    [InlineData("ccollections")]
    [InlineData("]K\u0001R.")]
    [InlineData("t.")]
    public void Read_Damaged_SaysSo(string pickle) =>
        Assert.Contains("breaks off, or is damaged", Assert.Throws<ModelException>(() => PickleReader.Read(Pickle(pickle))).Message);

    [Fact]
    public void Read_TooLong_IsRefusedBeforeItIsRead() =>
        Assert.Contains("at most", Assert.Throws<ModelException>(() => PickleReader.Read(new byte[PickleReader.MostBytes + 1])).Message);

    [Fact]
    public void Read_ListThatHoldsItself_IsRead()
    {
        var list = Assert.IsType<List<object?>>(PickleReader.Read(Pickle("]q\0h\0a.")));
        Assert.True(ReferenceEquals(list, list[0]));
    }

    [Fact]
    public void Meta_WithGapsInItsIds_IsRefused()
    {
        var refused = Assert.Throws<ModelException>(() => NanoGptMeta.Read(Pickle("}X\u0004\0\0\0itos}K\u0002X\u0001\0\0\0ass.")));
        Assert.Contains("from 0 to 0", refused.Message);
    }
}

// Saving modules and tensors and loading them: every bit comes back, and what does not fit is refused by name.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class ModuleFileTests
{
    [Fact]
    public void Load_OfASavedModule_BringsBackEveryBit()
    {
        using var source = nn.Sequential(("in", nn.Linear(3, 4)), ("norm", nn.LayerNorm(4)), ("out", nn.Linear(4, 2)));
        using var target = nn.Sequential(("in", nn.Linear(3, 4)), ("norm", nn.LayerNorm(4)), ("out", nn.Linear(4, 2)));
        string path = Path.Combine(Directory.CreateTempSubdirectory("module").FullName, "weights.bin");
        source.save(path);
        var loaded = new Dictionary<string, bool>();
        target.load(path, loadedParameters: loaded);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(source.state_dict().Keys, loaded.Keys);
        foreach (var (name, tensor) in source.state_dict())
            Assert.Equal(tensor.data<float>().ToArray(), target.state_dict()[name].data<float>().ToArray());
    }

    [Fact]
    public void Save_OfALinear_WritesCountNamesTypesShapesAndElements()
    {
        using var layer = nn.Linear(2, 1, hasBias: false);
        using (no_grad()) layer.weight.copy_(tensor(new float[] { 1, -2 }).reshape(1, 2));
        using var stream = new MemoryStream();
        layer.save(new BinaryWriter(stream));
        Assert.Equal(
            "01" + "06" + Convert.ToHexString("weight"u8) + "06" + "02" + "01" + "02" + "0000803F" + "000000C0",
            Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Load_OfAnotherArchitecture_NamesTheEntry()
    {
        using var stream = Saved(nn.Sequential(nn.Linear(2, 2)));
        using var target = nn.Linear(2, 2);
        Assert.Contains("'0.weight'", Assert.Throws<ArgumentException>(() => target.load(new BinaryReader(stream))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAnotherShape_NamesBoth()
    {
        using var stream = Saved(nn.Linear(2, 3));
        using var target = nn.Linear(3, 2);
        Assert.Throws<ArgumentException>(() => target.load(new BinaryReader(stream)));
    }

    [Fact]
    public void Load_OfATornFile_SaysThatItEnds()
    {
        using var whole = Saved(nn.Linear(8, 8));
        using var torn = new MemoryStream(whole.ToArray()[..100]);
        using var target = nn.Linear(8, 8);
        Assert.Throws<EndOfStreamException>(() => target.load(new BinaryReader(torn)));
    }

    [Fact]
    public void Load_NotStrict_TakesWhatFitsAndSkipsTheRest()
    {
        using var source = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2));
        using var stream = new MemoryStream();
        source.save(new BinaryWriter(stream));
        stream.Position = 0;
        using var target = nn.Sequential(nn.Linear(2, 2));
        float[] bias = target.state_dict()["0.bias"].data<float>().ToArray();
        target.load(new BinaryReader(stream), strict: false, skip: ["0.bias"]);
        Assert.Equal(source.state_dict()["0.weight"].data<float>().ToArray(), target.state_dict()["0.weight"].data<float>().ToArray());
        Assert.Equal(bias, target.state_dict()["0.bias"].data<float>().ToArray());
    }

    [Fact]
    public void TensorLoad_OfASavedView_HasItsRowsInOrder()
    {
        using var columns = tensor(new long[] { 1, 2, 3, 4, 5, 6 }).reshape(2, 3).t();
        using var stream = new MemoryStream();
        columns.Save(new BinaryWriter(stream));
        stream.Position = 0;
        using var loaded = TensorExtensionMethods.Load(new BinaryReader(stream));
        Assert.Equal([3, 2], loaded.shape);
        Assert.Equal([1L, 4, 2, 5, 3, 6], loaded.data<long>().ToArray());
    }

    [Fact]
    public void TensorLoad_OfSomethingElse_IsRefused()
    {
        using var stream = new MemoryStream("not a tensor"u8.ToArray());
        Assert.Throws<InvalidDataException>(() => TensorExtensionMethods.Load(new BinaryReader(stream)));
    }

    private static MemoryStream Saved(nn.Module module)
    {
        var stream = new MemoryStream();
        module.save(new BinaryWriter(stream));
        module.Dispose();
        stream.Position = 0;
        return stream;
    }
}

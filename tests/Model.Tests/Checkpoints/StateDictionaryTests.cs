// The state dictionary is interchangeable with that of the same modules in PyTorch: names, order, shapes.
namespace AttentionLab.Model.Tests;

public class StateDictionaryTests
{
    [Fact]
    public void StateDictionary_OfAGpt_HasPyTorchsNamesOrderAndShapes()
    {
        using var model = new Gpt(SmallModel.Config);
        var golden = Golden.Json("state.json").EnumerateArray().Select(entry => $"{entry[0].GetString()} [{string.Join(',', entry[1].EnumerateArray())}]");
        Assert.Equal(golden, model.named_parameters().Select(entry => $"{entry.name} [{string.Join(',', entry.parameter.shape)}]"));
    }
}

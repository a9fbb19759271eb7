// The arithmetic shown for a row is the row that the model computed.
namespace AttentionLab.Model.Tests;

public class RowArithmeticTests
{
    [Theory]
    [InlineData(true, true, 0)]
    [InlineData(true, true, 6)]
    [InlineData(true, false, 9)]
    [InlineData(false, true, 3)]
    public void Explain_AnyRow_LeadsFromProductsToTheCapturedWeights(bool mask, bool scale, int token)
    {
        GptConfig config = SmallModel.Config with { Mask = mask, Scale = scale };
        using var model = new InferenceModel(WeightSnapshot.Of(SmallModel.Make(config), 0));
        HeadCapture head = model.Capture(SmallModel.Tokens)[1, 2];
        AttentionRow row = RowArithmetic.Explain(head, config, token);

        int visible = mask ? token + 1 : 10;
        Assert.Equal(visible, row.Weights.Length);
        Assert.Equal(head.Weights[(token * 10)..(token * 10 + visible)], row.Weights);
        Assert.Equal(head.Output[(token * 4)..(token * 4 + 4)], row.Output);
        Golden.Close(row.Raw, [.. row.Products.Select(products => products.Sum())], 1e-5, "raw");
        Golden.Close(row.Scaled, [.. row.Raw.Select(raw => scale ? raw / 2 : raw)], 1e-6, "scaled");
        Assert.Equal(row.Scaled.Max(), row.Max);
        Golden.Close(row.Weights, [.. row.Exp.Select(exp => exp / row.Sum)], 1e-6, "weights");
        float[] output = [.. Enumerable.Range(0, 4).Select(d => row.Weights.Zip(row.Values, (weight, value) => weight * value[d]).Sum())];
        Golden.Close(row.Output, output, 1e-5, "output");
        Assert.Equal(12, row.Input.Length);
    }

    [Fact]
    public void Explain_TokenOutside_Throws()
    {
        using var model = new InferenceModel(WeightSnapshot.Of(SmallModel.Make(), 0));
        HeadCapture head = model.Capture([1, 2, 3])[0, 0];
        Assert.Contains("0 to 2", Assert.Throws<ModelException>(() => RowArithmetic.Explain(head, SmallModel.Config, 3)).Message);
    }
}

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
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(config), 0));
        HeadCapture head = model.Capture(SmallModel.Tokens)[1, 2];
        RowInspection row = RowArithmetic.Explain(head, config, token);

        int visible = mask ? token + 1 : 10;
        Assert.Equal(visible, row.Weights.Length);
        Assert.Equal(head.Weights[(token * 10)..(token * 10 + visible)], row.Weights);
        Assert.Equal(head.Output[(token * 4)..(token * 4 + 4)], row.Output);
        Golden.Close(row.Raw, [.. row.Products.Select(products => products.Sum())], 1e-5, "raw");
        Golden.Close(row.Scaled, [.. row.Raw.Select(raw => scale ? raw / 2 : raw)], 1e-6, "scaled");
        Assert.Equal(head.Raw[(token * 10 + visible)..(token * 10 + 10)], row.Hidden);
        Assert.Equal(scale ? 2 : 1, row.Divisor);
        Assert.Equal(row.Scaled.Max(), row.Max);
        Golden.Close(row.Weights, [.. row.Exp.Select(exp => exp / row.Sum)], 1e-6, "weights");
        float[] output = [.. Enumerable.Range(0, 4).Select(d => row.Weights.Zip(row.V, (weight, value) => weight * value[d]).Sum())];
        Golden.Close(row.Output, output, 1e-5, "output");
        Assert.Equal(12, row.X.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void QueriesOf_AnyHead_LeadFromTheInputToTheCapturedQuery(bool bias)
    {
        GptConfig config = SmallModel.Config with { AttentionBias = bias };
        using var made = SmallModel.Make(config);
        using (TorchSharp.torch.no_grad())
            foreach (var (name, parameter) in made.named_parameters())
                if (name.EndsWith("queryKeyValue.bias")) parameter.add_(TorchSharp.torch.arange(36) / 10);
        using var model = new InferenceModel(ModelWeights.Copy(made, 0));
        HeadCapture head = model.Capture(SmallModel.Tokens)[1, 2];
        QueryProjection queries = model.QueriesOf(1, 2)!;
        Assert.Equal(bias, queries.Bias is not null);
        float[] input = head.Input[(6 * 12)..(7 * 12)];
        float[] query = [.. Enumerable.Range(0, 4).Select(d => input.Select((x, c) => x * queries.Weight[c * 4 + d]).Sum() + (queries.Bias?[d] ?? 0))];
        Golden.Close(head.Query[(6 * 4)..(7 * 4)], query, 1e-4, "q");
    }

    [Fact]
    public void QueriesOf_AnAverage_AreNone()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(SmallModel.Config with { Mixer = Mixer.Average }), 0));
        Assert.Null(model.QueriesOf(0, 0));
    }

    [Fact]
    public void LessonRow_ThirdToken_SharesEquallyAndAveragesTheValues()
    {
        RowInspection row = RowArithmetic.Explain(LessonRowCapture.Compute(), LessonRow.Config, LessonRow.Token);
        Assert.Equal([1f, 1f, 1f], row.Raw);
        Assert.Equal([8f], row.Hidden);
        Assert.Equal([1f / 3, 1f / 3, 1f / 3], row.Weights);
        Assert.Equal([3f, 6f, 0f], row.V.Select(value => value[0]));
        Assert.Equal(3, row.Output[0], 1e-6);
    }

    [Fact]
    public void Explain_TokenOutside_Throws()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 0));
        HeadCapture head = model.Capture([1, 2, 3])[0, 0];
        Assert.Contains("0 to 2", Assert.Throws<ModelException>(() => RowArithmetic.Explain(head, SmallModel.Config, 3)).Message);
    }
}

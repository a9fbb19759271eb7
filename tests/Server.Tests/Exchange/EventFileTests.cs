// Event files are, byte for byte, what TensorBoard's own messages and checksums make of the same numbers.
using System.Text;
using AttentionLab.Server.Exchange;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Tests.Exchange;

public class EventFileTests
{
    // Written with TensorBoard's event.proto (compiled for Python) and the checksum of its record reader.
    private const string Start = "1800000000000000a37f4b2209000060a153c0da411a0d627261696e2e4576656e743a320beb86fc";

    private const string TwoScalars = "39000000000000008b0737f109000090a153c0da4110ac022a2b0a110a0a6c6f73732f747261696e15000020400a160a0f6c6f73732f76616c69646174696f6e150000a03f1463aabb";

    [Fact]
    public void Write_StartAndOneStep_IsTensorBoardsBytes()
    {
        var stream = new MemoryStream();
        new EventFile(stream, 1795247749.5).Add(1795247750.25, 300, [("loss/train", 2.5f), ("loss/validation", 1.25f)]);
        Assert.Equal(Start + TwoScalars, Convert.ToHexStringLower(stream.ToArray()));
    }

    [Fact]
    public void MaskedChecksum_OfTheCheckWord_IsTheStandardsMasked()
    {
        // The published CRC-32C of these nine digits is e3069283.
        const uint Published = 0xe3069283;
        Assert.Equal((Published >> 15 | Published << 17) + 0xa282ead8, EventFile.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public void Metrics_LinesWithAndWithoutTime_KeepOrderAndLeaveOutWhatIsNotFinite()
    {
        var started = DateTimeOffset.FromUnixTimeSeconds(1_000);
        MetricsLine[] lines =
        [
            new() { Step = 1, TrainLoss = 4, LearningRate = 0.5, GradientNorm = double.NaN, TokensPerSecond = 100 },
            new() { Step = 2, TrainLoss = 3, LearningRate = 0.25, GradientNorm = 1, TokensPerSecond = 50, Time = 1_700_000_000.125 },
            new() { Step = 2, Eval = new(null, 2), Time = 1_700_000_001 },
        ];
        var written = new MemoryStream();
        MetricsEvents.Write(lines, started, 200, written);
        var expected = new MemoryStream();
        var file = new EventFile(expected, 1_000);
        file.Add(1_002, 1, [("loss/train", 4f), ("training/learning_rate", 0.5f), ("training/tokens_per_second", 100f)]); // 200 tokens at 100 a second
        file.Add(1_700_000_000.125, 2, [("loss/train", 3f), ("training/learning_rate", 0.25f), ("training/gradient_norm", 1f), ("training/tokens_per_second", 50f)]);
        file.Add(1_700_000_001, 2, [("loss/validation", 2f)]);
        Assert.Equal(expected.ToArray(), written.ToArray());
    }

    [Fact]
    public void Csv_StepAndEstimateOfOneStep_ShareARow()
    {
        MetricsLine[] lines =
        [
            new() { Step = 0, Eval = new(4.5, 4.25), Time = 0 },
            new() { Step = 1, TrainLoss = 0.1f, LearningRate = 1e-5, GradientNorm = double.NaN, TokensPerSecond = 7, Time = 1.5 },
            new() { Step = 1, Eval = new(3, double.NaN) { Batches = 2 }, Time = 2 },
        ];
        var text = new StringBuilder();
        MetricsCsv.Write(lines, new StringWriter(text));
        string[] rows = text.ToString().Split("\r\n");
        Assert.Equal("0,1970-01-01T00:00:00.000Z,,,,,4.5,4.25,", rows[1]);
        Assert.Equal("1,1970-01-01T00:00:01.500Z,0.10000000149011612,1E-05,,7,3,,2", rows[2]);
        Assert.Equal(["", 4], new object[] { rows[3], rows.Length });
    }
}

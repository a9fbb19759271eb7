// Which steps of a run have a checkpoint, for pages that offer them.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

public sealed class KeptWeights(RunStore runs) : IKeptWeights
{
    public IReadOnlyList<int> StepsOf(string run) => runs.Info(run) is null ? [] : runs.Get(run).Checkpoints.Steps;
}

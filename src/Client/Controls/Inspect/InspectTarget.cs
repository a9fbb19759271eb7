// What the Inspect script needs to know of the run in view, and how it starts.
namespace AttentionLab.Client.Controls.Inspect;

/// <summary>The run in view. The script asks for inspections only while it has weights.</summary>
public sealed record InspectTarget(string Run, RunStatus Status, int Step, bool HasWeights, string Probe, int Layers, int Heads)
{
    /// <summary>A model without a mixer has no layer and no head to ask for.</summary>
    public static InspectTarget Of(RunInfo run)
    {
        bool attends = run.Model.Attends;
        return new(run.Id, run.Status, run.Step, run.HasWeights, run.Probe, attends ? run.Model.Layers : 0, attends ? run.Model.Heads : 0);
    }
}

/// <summary>How the script starts; what is looked at it reads from the address, and keeps there.</summary>
/// <param name="PromptLimit">Most characters a prompt may have.</param>
public sealed record InspectOptions(InspectTarget Target, int PromptLimit);

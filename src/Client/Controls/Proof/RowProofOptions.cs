// What the proof's script needs once.
namespace AttentionLab.Client.Controls.Proof;

/// <param name="Lesson">The lesson's worked row; else what Inspect looks at.</param>
public sealed record RowProofOptions(bool Lesson);

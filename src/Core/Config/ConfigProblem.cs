// One thing wrong with a configuration, said so that it can be mended.
namespace AttentionLab.Core;

/// <param name="Key">The setting's JSON name, such as <c>model.channels</c>.</param>
/// <param name="Message">What came and what is allowed.</param>
public sealed record ConfigProblem(string Key, string Message);

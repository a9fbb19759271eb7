// Marks the numbers of which a reader has to expect that some are not finite.
namespace AttentionLab.Contracts;

/// <summary>Holds numbers that are not finite in the ordinary course of things, as the losses of a run that diverged are; JSON has null for them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaybeNotFiniteAttribute : Attribute;

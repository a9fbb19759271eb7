// The engine's default random numbers belong to the whole process: who seeds them runs alone.
namespace AttentionLab.Model.Tests;

[CollectionDefinition("manual_seed", DisableParallelization = true)]
public sealed class ManualSeedCollection;

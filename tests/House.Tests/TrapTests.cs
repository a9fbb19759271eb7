// Calls of TorchSharp 0.107 that do otherwise than one would think: the model makes none of them (docs/engine.md, "Where TorchSharp does otherwise").
using System.Text.RegularExpressions;

namespace AttentionLab.House.Tests;

public class TrapTests
{
    [Theory]
    [InlineData(@"Embedding_from_pretrained", "forward reads the table, the optimizer and checkpoints get another one")]
    [InlineData(@"trunc_normal_", "fills with one number")]
    [InlineData(@"attn_mask\s*:", "a mask of truth values is added as ones")]
    [InlineData(@"\.load_state_dict\(|\.load\(", "other shapes are filled silently; weights come in through ModelWeights, which checks them")]
    [InlineData(@"\.topk\(", "of equal numbers it takes the last; ranks are made in TokenDistribution")]
    [InlineData(@"\.multinomial\(", "a row of zeros throws, and it draws from the global generator; tokens are drawn in TokenDistribution")]
    [InlineData(@"set_num_interop_threads", "it can end the process")]
    [InlineData(@"autograd\.grad\(", "an error inside it ends the process")]
    [InlineData(@"\.sum\(\d\)|\.norm\(\d\)", "binds another overload: a type, or a dimension")]
    [InlineData(@"\.requires_grad\s*=", "an optimizer goes on moving frozen weights by decay and momentum")]
    [InlineData(@"nn\.init\.", "some of them draw from the global generator whatever generator they are given")]
    [InlineData(@"optim\.lr_scheduler|LRScheduler", "parameter groups forget the learning rate; every step sets it")]
    [InlineData(@"\boptimizer\.step\(", "TorchSharp's frees its numbers while they are read; FlatUpdate holds them")]
    [InlineData(@"\barange\(|\.(mul|add|sub|div|fill|pow)_\(|\.(gt|lt|ge|le|eq)\(", "numbers are freed while they are read; HeldNumbers holds them", "HeldNumbers.cs|FlatUpdate.cs")]
    public void Model_AnySource_AvoidsTheTrap(string call, string why, string but = "nothing")
    {
        var callers = Repository.Files.Where(file => file.StartsWith("src/Model/") || file.StartsWith("src/Engines/TorchSharp/")).Where(file => file.EndsWith(".cs") && !Regex.IsMatch(file, but))
            .Where(file => Regex.IsMatch(Repository.Read(file), call));
        Assert.True(!callers.Any(), $"{string.Join(", ", callers)} calls {call}: {why}");
    }
}

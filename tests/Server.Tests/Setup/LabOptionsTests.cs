// Settings: every wrong one is reported at once, with its key, what came and what is allowed.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.Extensions.Configuration;

namespace AttentionLab.Server.Tests.Setup;

public class LabOptionsTests
{
    [Fact]
    public void From_Nothing_GivesTheDefaults() => Assert.Equal(new LabOptions(), From());

    [Fact]
    public void From_Everything_IsTaken()
    {
        var options = From(("Lab:Data", "/somewhere"), ("Lab:Threads", "3"), ("Lab:Niceness", "0"), ("Lab:Engine", "managed"), ("Lab:Device", "cpu"), ("Lab:Cache", "/fitted"), ("Lab:MaxUploadBytes", "5000"), ("Lab:CheckpointSeconds", "9"), ("Lab:KeptCheckpoints", "2"));
        Assert.Equal(new LabOptions { Data = "/somewhere", Threads = 3, Niceness = 0, Engine = "managed", Device = "cpu", Cache = "/fitted", MaxUploadBytes = 5000, CheckpointSeconds = 9, KeptCheckpoints = 2 }, options);
    }

    [Fact]
    public void From_TinyShakespeareInTheEnvironment_IsUsedWhenTheSectionIsSilent()
    {
        string file = typeof(LabOptionsTests).Assembly.Location;
        Assert.Equal(file, From(("ATTENTIONLAB_TINYSHAKESPEARE", file)).TinyShakespeare);
    }

    [Fact]
    public void From_SeveralWrongSettings_NamesEachWithWhatCameAndWhatIsAllowed()
    {
        var e = Assert.Throws<LabStartException>(() => From(("Lab:Threads", "many"), ("Lab:MaxUploadBytes", "-1"), ("Lab:Thread", "2"), ("Lab:Niceness", "20"), ("Lab:TinyShakespeare", "/no/such/file")));
        var lines = e.Message.Split(Environment.NewLine);
        Assert.Equal(5, lines.Length);
        Assert.Contains(lines, line => line.Contains("Lab:Threads") && line.Contains("'many'") && line.Contains("0 to 1,024"));
        Assert.Contains(lines, line => line.Contains("Lab:Niceness") && line.Contains("'20'") && line.Contains("0 to 19"));
        Assert.Contains(lines, line => line.Contains("Lab:MaxUploadBytes") && line.Contains("'-1'") && line.Contains("1,000 to 1,000,000,000"));
        Assert.Contains(lines, line => line.StartsWith("Lab:Thread is not a setting") && line.Contains("Lab:Threads"));
        Assert.Contains(lines, line => line.Contains("Lab:TinyShakespeare") && line.Contains("/no/such/file"));
    }

    [Theory]
    [InlineData("Engine", "TorchSharp", "auto, torchsharp, managed")]
    [InlineData("Engine", "cuda", "auto, torchsharp, managed")]
    [InlineData("Device", "gpu", "auto, cpu, cuda")]
    public void From_UnknownEngineOrDevice_IsRefusedWithWhatCameAndWhatIsAllowed(string key, string value, string allowed)
    {
        var e = Assert.Throws<LabStartException>(() => From(($"Lab:{key}", value)));
        Assert.Equal($"Lab:{key} is '{value}'; allowed are {allowed}.", e.Message);
    }

    [Theory]
    [InlineData("https://lab.example")]
    [InlineData("http://lab.example:8080")]
    [InlineData("https://[2001:db8::1]:8443")]
    public void From_PublicOrigin_IsTaken(string origin) => Assert.Equal(origin, From(("Lab:PublicOrigin", origin)).PublicOrigin);

    [Theory]
    [InlineData("PublicOrigin", "lab.example")]
    [InlineData("PublicOrigin", "https://lab.example/")]
    [InlineData("PublicOrigin", "https://lab.example/lab")]
    [InlineData("PublicOrigin", "https://lab.example:443")]
    [InlineData("PublicOrigin", "https://me@lab.example")]
    [InlineData("PublicOrigin", "https://Lab.example")]
    [InlineData("PublicOrigin", "https://lab.example https://two.example")]
    [InlineData("PublicOrigin", "ftp://lab.example")]
    [InlineData("PublicOrigin", "null")]
    [InlineData("PublicOrigin", "*")]
    [InlineData("PublicOrigin", "https://grün.example")]
    [InlineData("EmbedIn", "https://grün.example")]
    [InlineData("EmbedIn", "https://me@blog.example")]
    [InlineData("EmbedIn", "https://blog.example;script-src")]
    public void From_WhatIsNoOrigin_IsRefusedWithWhatCameAndWhatIsAllowed(string key, string value)
    {
        var e = Assert.Throws<LabStartException>(() => From(($"Lab:{key}", value)));
        Assert.Contains($"Lab:{key}", e.Message);
        Assert.Contains($"'{value}'", e.Message);
        Assert.Contains("such as https://", e.Message);
    }

    [Fact]
    public void DataFolder_UnderAFile_SaysThatItCannotBeWritten()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["file"], "");
        var e = Assert.Throws<LabStartException>(() => new DataFolder(Path.Combine(folder["file"], "data")));
        Assert.Contains("Lab:Data", e.Message);
        Assert.Contains(folder["file"], e.Message);
    }

    [Fact]
    public void DataFolder_AlreadyInUse_IsRefusedUntilTheFirstIsDone()
    {
        using var folder = new TempFolder();
        using (new DataFolder(folder.Path))
        {
            var e = Assert.Throws<LabStartException>(() => new DataFolder(folder.Path));
            Assert.Contains("in use by another AttentionLab server", e.Message);
            Assert.Contains(folder.Path, e.Message);
        }
        new DataFolder(folder.Path).Dispose();
    }

    private static LabOptions From(params (string Key, string Value)[] settings) =>
        LabOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}

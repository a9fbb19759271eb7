// Writes the scripts' contract.ts anew: serves the lab's own surface for a moment and turns what describes it into TypeScript.
using System.Text.Json;
using AttentionLab.Server.Setup;
using Microsoft.AspNetCore.Builder;

namespace AttentionLab.Bench;

internal static class ContractMaker
{
    public static async Task Run()
    {
        string path = Path.GetFullPath(ContractWriter.Path), folder = Directory.CreateTempSubdirectory("attentionlab-contract-").FullName;
        var builder = WebApplication.CreateBuilder(["--Lab:Data", folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        builder.Services.AddLab();
        try
        {
            await using var app = builder.Build();
            app.MapLab();
            await app.StartAsync();
            using var http = new HttpClient();
            using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(new(app.Urls.First()), "/openapi/v1.json")));
            await File.WriteAllTextAsync(path, ContractWriter.Write(document.RootElement));
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Console.WriteLine($"{path}: {File.ReadLines(path).Count()} lines");
    }
}

// Runs the server; what keeps it from starting is one clear message and exit code 1.
namespace AttentionLab.Server.Setup;

public static class LabHost
{
    /// <returns>The process's exit code.</returns>
    public static int Run(Func<WebApplication> build)
    {
        try
        {
            using var app = build();
            app.Run();
            return 0;
        }
        catch (LabStartException e)
        {
            Console.Error.WriteLine(e.Message);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Console.Error.WriteLine($"{e.Message} Stop what listens there, or choose another address with --urls http://localhost:5081.");
        }
        return 1;
    }
}

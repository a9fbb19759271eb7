// The real server, which kills itself at a chosen moment of a chosen file: a power cut at the worst of times.
using System.Diagnostics;
using System.Globalization;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Tests.Hosting;

/// <summary>Entry point of this assembly when it is started as a process.</summary>
public static class CrashingServer
{
    private const int MomentAt = 0, FileAt = 1, SkipAt = 2, TornAt = 3, ServersFrom = 4;

    /// <summary>What <see cref="Main"/> takes before the server's own arguments.</summary>
    /// <param name="file">The end of its path.</param>
    /// <param name="skip">So many such moments pass first.</param>
    /// <param name="torn">Whether half of what was to be added to the file gets onto the disk.</param>
    public static string[] Arguments(DiskMoment moment, string file, int skip, bool torn) =>
        [moment.ToString(), file, skip.ToString(CultureInfo.InvariantCulture), torn.ToString(), "--applicationName", typeof(Program).Assembly.GetName().Name!];

    public static int Main(string[] arguments)
    {
        var moment = Enum.Parse<DiskMoment>(arguments[MomentAt]);
        int skip = int.Parse(arguments[SkipAt], CultureInfo.InvariantCulture);
        DiskMoments.Passing += (now, path) =>
        {
            if (now != moment || !path.EndsWith(arguments[FileAt], StringComparison.Ordinal) || Interlocked.Decrement(ref skip) >= 0) return;
            if (bool.Parse(arguments[TornAt])) Tear(path);
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing is flushed, nobody is told
        };
        return (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments[ServersFrom..]])!;
    }

    private static void Tear(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write("{\"step\":"u8);
    }
}

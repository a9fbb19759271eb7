// Has deleted runs removed for good when their time is up: at start and every hour.
namespace AttentionLab.Server.Storage;

public sealed class TrashClock(Trash trash, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do trash.Sweep();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

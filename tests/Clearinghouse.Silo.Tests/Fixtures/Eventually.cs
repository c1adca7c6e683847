using System.Diagnostics;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>Waits for what must come true: asks again and again, and says what it last saw when it never does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is as expected; a question that throws has no answer yet.</summary>
    /// <param name="what">What is waited for, for the message of a failure.</param>
    /// <param name="ask">The question.</param>
    /// <param name="isExpected">Whether the answer will do.</param>
    public static async Task<T> AnswersAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> isExpected)
    {
        var (asking, last) = (Stopwatch.StartNew(), "nothing");
        using var pause = new PeriodicTimer(BetweenQuestions);
        do
        {
            try
            {
                var answer = await ask();
                if (isExpected(answer)) return answer;
                last = $"{answer}";
            }
            catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
            {
                last = error.Message;
            }
        }
        while (asking.Elapsed < Patience && await pause.WaitForNextTickAsync());
        throw Xunit.Sdk.FailException.ForFailure($"{what}: not within {Patience.TotalSeconds} s; last seen: {last}");
    }

    /// <summary>Asks until it is so.</summary>
    public static Task HoldsAsync(string what, Func<Task<bool>> ask) => AnswersAsync(what, ask, holds => holds);
}

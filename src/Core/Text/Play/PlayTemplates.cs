// The sentences and lines of the play, with slots in braces that PlayScene fills.
namespace AttentionLab.Core;

/// <remarks>
/// {noun} {adj} {verb} {verbs} {verbed} {act} {acts} {acted} {adverb} {place} {cry} are drawn from the word lists,
/// {you} is who is spoken to, {name} someone of the scene, {town} where it plays, {same} the noun drawn last, {a} is a or an.
/// </remarks>
internal static class PlayTemplates
{
    public static readonly string[] Statements =
    [
        "The {adj} {noun} of {town} {acts} {place}.",
        "I {verbed} the {noun}, and yet the {noun} {acts} {place}.",
        "No {noun} may {act} {place} while {name} is near.",
        "We {verb} what we {verb}, and {adverb} we {act}.",
        "My {noun} is {adj}, my {noun} is {adj}, and I {act} {adverb}.",
        "{name} {verbed} me {place}; I shall {verb} {name} for it.",
        "They say in {town} that {a} {adj} {noun} will {verb} the {noun}.",
        "Give me {a} {noun} and I will {verb} the whole of {town}.",
        "I never {verbed} {a} {noun} so {adj} as this.",
        "Let us {act} {place}, for the {noun} is {adj}.",
        "If {name} will {verb} the {noun}, then I will {verb} the {noun}.",
        "There is {a} {adj} {noun} {place}, and nobody dares to {verb} it.",
        "{a} {noun} that {acts} is worth three that {act}.",
        "Once I had {a} {adj} {noun}; now I have only this {adj} {noun}.",
        "You speak as {a} {adj} {noun} speaks to {a} {noun}.",
        "When the {noun} {acts}, the {noun} {acts} too.",
        "It is not the {noun} that I fear, but the {adj} {noun} behind it.",
        "{name} left {town} with {a} {noun}, and came back with {a} {noun}.",
        "My mother used to {verb} the {noun} {place}, and {adverb} she {acted}.",
        "The road to {town} is {adj}, and the {noun} upon it is {adj}.",
        "He that {verbs} {a} {noun} must {adverb} {verb} {a} {adj} {noun}.",
        "Between the {noun} and the {noun} stands {a} {adj} {noun}.",
        "I would rather {act} {place} than {verb} {a} {adj} {noun}.",
        "Tell {name} that the {noun} has {acted}.",
        "All {town} {acted} when {name} {verbed} the {noun}.",
        "Take the {noun}, leave the {noun}, and {verb} neither.",
        "So {adj} {a} {noun}, so {adj} {a} {noun}: who would not {act}?",
        "The key is {place}, and the {noun} is in the {noun}.",
        "What I {verbed} {place}, no {noun} shall {verb}.",
        "In {town} even the {noun} must {act} when {name} is {adj}.",
    ];

    public static readonly string[] Questions =
    [
        "Who {verbed} the {noun}, {you}?",
        "Why do you {act} {place}, {you}?",
        "Did {name} {verb} the {adj} {noun}?",
        "What {noun} is this, so {adj} and so {adj}?",
        "Shall I {verb} the {noun}, or shall the {noun} {verb} me?",
        "Is there {a} {noun} in {town} that is not {adj}?",
        "How long must {a} {adj} {noun} {act}, {you}?",
        "Have you {verbed} {name} {place}?",
        "Where is the {noun} that {name} {verbed}?",
    ];

    /// <summary>Lines of verse, without the stop at their end.</summary>
    public static readonly string[] Lines =
    [
        "the {adj} {noun} {acts} and will not {act}",
        "I {verbed} the {noun} {place} in vain",
        "and {adverb} the {noun} {acted} {place}",
        "no {noun}, no {noun}, no {adj} {noun} remains",
        "where {adj} is the {noun}, there {acts} the {noun}",
        "for every {noun} that {acts}, {a} {noun} {acts}",
        "O {adj} {noun}, who {verbed} thee {place}",
        "we {act} like {a} {noun} {place}",
        "let {adj} {town} {verb} the {adj} {noun}",
        "and {name}, that {adj} {noun}, {verbs} the {noun}",
        "my {noun} for {a} {noun}, my {noun} for {name}",
        "as {a} {adj} {noun} may {verb} {a} {noun}",
        "not all the {adj} gold of {town}",
        "the {noun} of {name} is the {noun} of {town}",
        "thy {adj} {noun} has {verbed} my {adj} {noun}",
        "that neither {noun} nor {noun} could {verb} it",
        "come, {adj} {noun}, and {verb} the {noun}",
        "then {adverb} I {acted}, and {adverb} she {acted}",
        "{place} there {acts} {a} {adj} {noun}",
        "who {verbs} the {noun} shall {adverb} {act}",
        "what {noun} can {verb} the {noun} that I {verbed}",
        "when {name} {acts}, the {adj} {noun} {acts}",
        "I see {a} {noun} {place}, {adj} and {adj}",
        "before the {noun} could {verb} the {noun}",
    ];

    /// <summary>Both lines of a couplet end in a rhyme.</summary>
    public static readonly string[] FirstOfCouplet =
    [
        "I gave my {adj} {noun} for {a} {rhyme}",
        "The {adj} {noun} {acts} beside the {rhyme}",
        "Let {name} {verb} the {noun} and the {rhyme}",
        "What is {a} {noun} to {a} {adj} {rhyme}",
        "Farewell, {adj} {noun}! Farewell, {adj} {rhyme}",
        "In {town} I {verbed} {a} {noun} and {a} {rhyme}",
        "She that would {verb} the {adj} {rhyme}",
        "So ends the {noun}, so {acts} the {rhyme}",
    ];

    public static readonly string[] SecondOfCouplet =
    [
        "And {adverb} I {act} without {a} {rhyme}",
        "And {name} shall {verb} it with the {rhyme}",
        "But none in {town} could {verb} the {rhyme}",
        "Till {a} {adj} {noun} {verbed} the {rhyme}",
        "And I must {act} for want of {a} {rhyme}",
        "The {noun} is {adj}, and so is the {rhyme}",
        "Must {adverb} {verb} the {noun} and the {rhyme}",
        "For what I {verbed} was only {a} {rhyme}",
    ];

    /// <summary>What comes before words that are quoted.</summary>
    public static readonly string[] QuoteOpenings =
    [
        "The letter says: ", "My father told me: ", "In {town} they sing: ", "{name} cried: ", "The stone reads: ",
        "I dreamt a voice that said: ", "There is a saying: ", "Go and tell {name}: ", "The old book has it: ", "Your own words were: ",
    ];

    public static readonly string[] Retorts =
    [
        "I like it not.", "Say it again, and {act}.", "That was well said, {you}.", "So says {a} {adj} {noun}.", "You lie, {you}.",
        "I have heard worse {place}.", "And who shall pay for the {noun}?", "Then {adverb} be it.", "No {noun} ever said so.", "{cry}! It is too {adj}.",
    ];

    public static readonly string[] Greetings =
    [
        "Good morrow, {you}.", "Well met, {you}, {place}.", "{you}, I greet you from {town}.", "Ho there, {you}!", "Is it you, {you}?",
        "Health to you, {you}, and to {name}.", "Welcome to {town}, {you}.", "Stay, {you}: I have {a} {noun} for you.",
    ];

    public static readonly string[] Partings =
    [
        "Farewell, {you}.", "Go you to {town}; I will {act} {place}.", "Lead on, {you}.", "We meet again {place}.", "Exit, and {adverb}.",
        "Then to {town}, {you}, to {town}!", "Good night, {you}; good night, {name}.",
    ];

    public static readonly string[] Refrains =
    [
        "Hey the {noun}, ho the {noun}", "Sing {noun}, sing {noun}, sing {adverb}", "With {a} {noun} and {a} {adj} {noun}", "O {act}, my {noun}, and {act} no more",
    ];
}

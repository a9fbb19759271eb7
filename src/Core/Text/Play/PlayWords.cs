// The words that the play is made of.
namespace AttentionLab.Core;

internal static class PlayWords
{
    public static readonly string[] Nouns = Split("""
        lantern bridge orchard mirror kettle ladder garden window candle anchor feather hammer barrel harbour island
        mountain valley meadow forest river fountain tower castle cottage chapel market tavern cellar kitchen stable
        bakery library prison palace theatre carpet curtain blanket pillow basket bucket bottle goblet saucer platter
        button ribbon needle thimble collar jacket mantle slipper garment apron pocket buckle helmet shield dagger
        arrow banner trumpet fiddle drum whistle anthem ballad story riddle secret promise bargain errand quarrel
        rumour insult blessing fortune lesson question answer letter ledger map compass clock calendar
        winter summer autumn morning evening shadow thunder tempest breeze cloud puddle pebble boulder acorn bramble
        thistle nettle clover turnip onion cabbage pumpkin walnut chestnut cherry apricot lemon quince oyster herring
        salmon lobster raven sparrow falcon pigeon magpie heron lizard beetle spider hornet cricket badger
        rabbit squirrel hedgehog donkey camel panther tiger dragon serpent giant beggar tailor miller sailor farmer
        weaver painter fiddler doctor lawyer judge jailer merchant baker butcher barber tinker cobbler juggler wizard
        widow orphan cousin uncle daughter brother sister stranger neighbour rascal scholar poet prophet pilgrim
        jewel diamond emerald crystal bracelet locket puzzle portrait axle zither velvet quilt jug quiver voyage
        """);

    public static readonly string[] Adjectives = Split("""
        quiet gentle humble crooked golden silver wooden leaden broken hidden frozen rotten sudden ancient modern
        bitter clever tender proud loyal jealous zealous earnest foolish drowsy thirsty hungry weary merry sorry
        gloomy lucky dusty rusty muddy windy foggy sunny stormy empty heavy narrow hollow shallow mellow yellow
        scarlet purple crimson azure pale dark bright sharp blunt rough smooth swift slow brave meek stern mild
        strange common noble royal rural distant nameless harmless restless careless priceless worthless endless
        patient prudent silent violent absent perfect simple subtle double single secret sacred wicked crafty
        thrifty lofty mighty pretty petty ragged jagged velvet woollen wooded exact vexed dizzy lazy crazy queer
        quick equal unequal frequent joyful fearful cheerful grateful doubtful playful wasteful shameful
        """);

    /// <summary>Verbs that take an object, in the form of <c>to praise</c>; their other forms are regular.</summary>
    public static readonly string[] Transitive = Split("""
        praise mend guard follow carry borrow summon question answer bury open carve watch weigh trust curse envy
        chase paint polish search visit water wound honour measure remember discover examine deliver gather scatter
        flatter punish banish cherish furnish vanquish tickle rattle settle startle juggle handle kindle
        love hate fear need want demand defend offend pardon poison reason welcome rescue pursue value argue
        count hunt haunt taunt attack unlock pick pluck check kick lock crack pack fetch touch
        please tease seize squeeze amaze raise erase purchase promise surprise despise advise disguise
        copy marry worry pity study hurry empty destroy enjoy employ annoy obey betray delay
        """);

    /// <summary>Verbs that need no object.</summary>
    public static readonly string[] Intransitive = Split("""
        wander linger tremble stumble grumble whisper murmur wither vanish perish flourish blossom slumber thunder
        glimmer shimmer sparkle crumble tumble gamble ramble dance sail drift wait rest sigh laugh cry pray complain
        listen labour prosper suffer hunger return depart arrive agree fail bow yawn snore
        """);

    public static readonly string[] Adverbs = Split("""
        softly slowly gladly sadly boldly coldly kindly blindly wisely barely hardly nearly clearly dearly proudly
        loudly badly madly quietly quickly sweetly secretly bravely gravely justly lastly never always often seldom
        tonight tomorrow again alone together forever meanwhile somehow
        """);

    public static readonly string[] Places = Split("""
        beneath@the@bridge behind@the@mill beside@the@well under@the@stairs above@the@gate beyond@the@hills
        at@the@market in@the@orchard in@the@cellar by@the@river upon@the@wall on@the@road among@the@reeds
        within@the@tower near@the@harbour across@the@lake over@the@moor inside@the@chapel before@the@throne
        along@the@shore at@the@tavern in@the@attic through@the@forest outside@the@city round@the@fire
        """);

    public static readonly string[] Cries = Split("""
        Alas O@heavens Nay Ay Fie Hark Peace Come Well Why Indeed Enough Marvellous Mercy Hush Look Truly Bravo
        Zounds Jove@help@us Kind@stars Upon@my@word Very@well No@more
        """);

    /// <summary>Nouns of one group rhyme.</summary>
    public static readonly string[][] Rhymes =
    [
        Split("night light knight flight sight fight height kite"),
        Split("day way clay bay hay ray tray"),
        Split("stone throne bone drone loan"),
        Split("sea tree key bee knee tea"),
        Split("heart art part cart dart chart"),
        Split("rain chain lane plain crane grain train brain"),
        Split("hoard lord ford sword board cord"),
        Split("moon tune rune dune spoon noon"),
        Split("fire choir lyre spire wire squire"),
        Split("rose nose prose crows snows foes"),
        Split("door shore oar floor roar war"),
        Split("tear spear year deer ear pier"),
        Split("bell well shell spell dell cell"),
        Split("wing king ring spring string thing"),
        Split("hand land sand band strand"),
        Split("bread thread bed head shed"),
        Split("book brook nook crook hook cook"),
        Split("crown town gown clown frown"),
        Split("song throng gong wrong"),
        Split("cat hat mat rat bat"),
        Split("ground hound sound mound pound"),
        Split("tale sail nail whale gale snail"),
        Split("stair chair bear hare pear square"),
        Split("dream stream cream beam team seam"),
        Split("cake lake rake snake stake"),
        Split("bow crow snow foe toe"),
        Split("mouse house louse grouse"),
        Split("clock rock lock flock sock dock"),
        Split("hill mill bill quill pill till"),
        Split("face place lace grace race mace"),
        Split("breeze cheese sneeze fleas keys"),
        Split("box fox ox locks"),
        Split("pond wand bond frond"),
        Split("flame name game frame dame"),
    ];

    /// <summary>Those who come back in scene after scene.</summary>
    public static readonly string[] Cast =
    [
        "Queen Aveline", "King Oswin", "Lord Barnaby", "Lady Philippa", "Sir Quentin", "Jester", "Nurse", "Steward",
        "Duke Lambert", "Princess Ysolde", "Captain Drake", "Doctor Zane", "Widow Garland", "Friar Hugh", "Gardener",
        "First Guard", "Second Guard", "First Player", "Second Player", "Messenger", "Innkeeper", "Ghost", "Boatman", "Juggler Max",
    ];

    private static string[] Split(string words) =>
        [.. words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('@', ' '))];
}
